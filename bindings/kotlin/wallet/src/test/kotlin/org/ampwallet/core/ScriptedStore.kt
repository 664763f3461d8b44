package org.ampwallet.core

import org.ampwallet.core.ffi.SecretStore

/** A secret store that does what a test tells it at each call, else what [honest] does; without a net: see [ScriptedVault]. */
class ScriptedStore(private val honest: SecretStore = MemorySecrets()) : SecretStore {
    @Volatile
    var onGet: ((String) -> ByteArray?)? = null

    @Volatile
    var onSet: ((String) -> Unit)? = null

    @Volatile
    var onDelete: ((String) -> Unit)? = null

    @Volatile
    var onRaise: ((String, ULong) -> ULong)? = null

    override fun get(name: String): ByteArray? = onGet.let { told -> if (told != null) told(name) else honest.get(name) }

    override fun set(name: String, value: ByteArray) {
        onSet?.invoke(name) ?: honest.set(name, value)
    }

    override fun delete(name: String) {
        onDelete?.invoke(name) ?: honest.delete(name)
    }

    override fun raiseCounter(name: String, to: ULong): ULong = onRaise?.invoke(name, to) ?: honest.raiseCounter(name, to)
}
