package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.IdvMethod
import org.ampwallet.core.ffi.KeyVault
import org.ampwallet.core.ffi.SecretStore
import kotlin.time.Clock

/**
 * What the device gives the app: the one seam between a phone, a watch and a test.
 *
 * @property vault where the person's signing key lives; it asks for the person.
 * @property secrets where the database's key lives.
 * @property folder the app's private folder, of which no backup is made.
 * @property choices what the person has chosen for this app.
 * @property network the network that the app was built for; none in a debug build, which chooses a sandbox.
 * @property timeZone in which days, weeks and months of limits lie, for example `Asia/Hong_Kong`.
 * @property clock the device's own; asked only when the person says that it is right.
 * @property verifiedBy how this device verifies the person, as a mandate will carry it: `FACE`, `FINGERPRINT`, `PIN`.
 */
class Device(
    val vault: KeyVault,
    val secrets: SecretStore,
    val folder: String,
    val choices: Choices,
    val network: Network? = null,
    val timeZone: String = "UTC",
    val clock: Clock = Clock.System,
    val verifiedBy: String = "FINGERPRINT",
    val method: IdvMethod = IdvMethod.DEVICE_BIOMETRIC,
)

/** What the person has chosen and the app remembers; nothing secret. */
interface Choices {
    /** Where the wallet's network is; none before the first run is over. */
    var place: Place?
}
