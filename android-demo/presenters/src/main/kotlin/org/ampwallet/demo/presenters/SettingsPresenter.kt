package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.AmpWallet
import org.ampwallet.core.ffi.DeviceView
import java.io.File

/** How far the person has come with deleting everything: she is asked twice. */
enum class Erasing { NO, ASKED, ASKED_AGAIN }

/** The settings. */
data class Settings(
    val place: Line? = null,
    val devices: List<DeviceView> = emptyList(),
    val version: String = "",
    val exported: String? = null,
    val erasing: Erasing = Erasing.NO,
    val erased: Boolean = false,
)

/** Devices, export, delete everything, where the network is. The language is the platform's to change. */
class SettingsPresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Settings>(Settings(), scope) {
    fun load(): Job = act {
        val devices = app.get().wallet.devices()
        show { it.copy(place = app.device.choices.place?.line, devices = devices, version = AmpWallet.version) }
    }

    /** Writes everything that the wallet knows of the person, and nothing secret, into a file in [folder]. */
    fun export(folder: File): Job = act {
        val file = File(folder, "amp-wallet.json")
        file.delete()
        app.get().wallet.export(file.path)
        show { it.copy(exported = file.name) }
    }

    /** Asks whether to delete everything, then once more, then not at all. */
    fun askToErase(step: Erasing) = show { it.copy(erasing = step) }

    /** Deletes wallet, keys and history from this device, after the second yes. */
    fun erase(): Job = act {
        if (content.erasing != Erasing.ASKED_AGAIN) return@act
        app.erase()
        show { Settings(erased = true) }
    }
}
