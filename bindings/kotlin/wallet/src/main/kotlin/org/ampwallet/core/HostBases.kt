package org.ampwallet.core

import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.KeyVault
import org.ampwallet.core.ffi.SecretException
import org.ampwallet.core.ffi.SecretStore
import org.ampwallet.core.ffi.VaultException

/**
 * A [KeyVault] whose every failure arrives in the core as a declared error. Extend it instead of implementing the
 * interface: a `Throwable` that is no `Exception` would arrive as success with nothing in it, and be told apart only by
 * the proof that the core asks for.
 */
public abstract class BaseKeyVault : KeyVault {
    /**
     * Makes a P-256 key that asks for the person as [policy] says; its public half, SEC1 uncompressed, 65 bytes. An
     * existing key is never replaced: throw [VaultException.KeyExists].
     */
    protected abstract fun create(alias: String, policy: KeyPolicy): ByteArray

    /** The public half, SEC1 uncompressed, 65 bytes; [VaultException.KeyLost] if there is no such key. */
    protected abstract fun publicPoint(alias: String): ByteArray

    /** ECDSA over P-256 and SHA-256 of [payload], in DER or as `r || s`. It may wait for a person, who is shown [reason]. */
    protected abstract fun signature(alias: String, payload: ByteArray, reason: String): ByteArray

    /** Deletes the key; one that is not there is deleted already. */
    protected abstract fun remove(alias: String)

    /** The certificates (DER, the leaf first) that say where the key lives, bound to [challenge]; unsupported unless overridden. */
    protected open fun certificates(alias: String, challenge: ByteArray): List<ByteArray> =
        throw VaultException.Unsupported()

    final override fun createKey(alias: String, policy: KeyPolicy): ByteArray = declared { create(alias, policy) }

    final override fun publicKey(alias: String): ByteArray = declared { publicPoint(alias) }

    final override fun sign(alias: String, payload: ByteArray, reason: String): ByteArray =
        declared { signature(alias, payload, reason) }

    final override fun deleteKey(alias: String): Unit = declared { remove(alias) }

    final override fun attestation(alias: String, challenge: ByteArray): List<ByteArray> =
        declared { certificates(alias, challenge) }

    private inline fun <T> declared(work: () -> T): T = try {
        work()
    } catch (error: VaultException) {
        throw error
    } catch (error: Throwable) {
        throw VaultException.Failed(error.javaClass.name)
    }
}

/** A [SecretStore] whose every failure arrives in the core as a declared error: see [BaseKeyVault]. */
public abstract class BaseSecretStore : SecretStore {
    /** The secret, or none of this name; while the store is locked, [SecretException.Locked] and never none. */
    protected abstract fun read(name: String): ByteArray?

    /** Keeps the value, durably once this returns; replaces an older one. */
    protected abstract fun write(name: String, value: ByteArray)

    /** Deletes the secret; one that is not there is deleted already. */
    protected abstract fun remove(name: String)

    /** Raises the counter to at least [to], durably, and returns the larger of [to] and what it was. It never falls. */
    protected abstract fun raise(name: String, to: ULong): ULong

    final override fun get(name: String): ByteArray? = declared { read(name) }

    final override fun set(name: String, value: ByteArray): Unit = declared { write(name, value) }

    final override fun delete(name: String): Unit = declared { remove(name) }

    final override fun raiseCounter(name: String, to: ULong): ULong = declared { raise(name, to) }

    private inline fun <T> declared(work: () -> T): T = try {
        work()
    } catch (error: SecretException) {
        throw error
    } catch (error: Throwable) {
        throw SecretException.Failed(error.javaClass.name)
    }
}
