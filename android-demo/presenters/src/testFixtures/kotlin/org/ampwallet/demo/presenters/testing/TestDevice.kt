package org.ampwallet.demo.presenters.testing

import org.ampwallet.core.BaseSecretStore
import org.ampwallet.demo.presenters.Choices
import org.ampwallet.demo.presenters.Device
import org.ampwallet.demo.presenters.Network
import org.ampwallet.demo.presenters.Place
import java.nio.file.Files
import java.util.concurrent.ConcurrentHashMap

/** A secret store in memory. */
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

/** Choices that last as long as the test. */
class MemoryChoices(@Volatile override var place: Place? = null) : Choices

/** A device of a test: a folder of its own, software for hardware. [network] is what its app was built for. */
class TestDevice(val folder: String = Files.createTempDirectory("amp-demo").toString(), network: Network? = null) {
    val vault = SoftwareVault()
    val secrets = MemorySecrets()
    val choices = MemoryChoices()
    val device = Device(vault, secrets, folder, choices, network)
}
