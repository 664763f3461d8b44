package org.ampwallet.core

import java.util.concurrent.ConcurrentHashMap

/** A secret store in memory, for tests. */
class MemorySecrets : BaseSecretStore() {
    private val secrets = ConcurrentHashMap<String, ByteArray>()
    private val counters = ConcurrentHashMap<String, ULong>()

    override fun read(name: String): ByteArray? = secrets[name]

    override fun write(name: String, value: ByteArray) {
        secrets[name] = value
    }

    override fun remove(name: String) {
        secrets.remove(name)
    }

    override fun raise(name: String, to: ULong): ULong = counters.merge(name, to) { was, now -> maxOf(was, now) }!!
}
