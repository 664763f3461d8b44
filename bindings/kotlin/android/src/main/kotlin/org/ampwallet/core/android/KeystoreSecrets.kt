package org.ampwallet.core.android

import android.content.Context
import android.os.UserManager
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import org.ampwallet.core.ffi.SecretStore
import java.io.File
import java.security.KeyStore
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/**
 * The wallet's secrets in files of this app, sealed with AES-256-GCM by a key in the Android Keystore, in the folder
 * that no backup takes. No person is asked: the core reads them when the wallet is opened, in the background too.
 *
 * The counter that tells an old database from the latest one lies there as well: it shows a database that was put back
 * by itself. Who can write the app's private files (a rooted phone) can put both back together; Android offers apps no
 * counter that cannot be set back.
 */
public class KeystoreSecrets(context: Context) : SecretStore by SealedSecrets(
    File(context.noBackupFilesDir, FOLDER),
    KeystoreSealer(),
    { !context.getSystemService(UserManager::class.java).isUserUnlocked },
) {
    private companion object {
        const val FOLDER = "amp-wallet-secrets"
    }
}

/** Seals with a key of the Android Keystore, which only this app can use and nobody can read. */
internal class KeystoreSealer : Sealer {
    private val store: KeyStore = KeyStore.getInstance(PROVIDER).apply { load(null) }

    override val hasKey: Boolean
        get() = store.containsAlias(ALIAS)

    override fun makeKey() {
        if (hasKey) return
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER)
        generator.init(
            KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setKeySize(KEY_BITS)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .build(),
        )
        generator.generateKey()
    }

    override fun seal(name: String, value: ByteArray): ByteArray = AesGcm.seal(key(), name, value)

    override fun open(name: String, sealed: ByteArray): ByteArray = AesGcm.open(key(), name, sealed)

    private fun key(): SecretKey = store.getKey(ALIAS, null) as SecretKey

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val ALIAS = "amp-wallet-secrets"
        const val KEY_BITS = 256
    }
}
