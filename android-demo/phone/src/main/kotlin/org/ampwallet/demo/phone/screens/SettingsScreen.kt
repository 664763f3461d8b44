package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.FilterChip
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.core.ffi.DeviceView
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.LabelledValue
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Question
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Erasing
import org.ampwallet.demo.presenters.Settings
import org.ampwallet.demo.presenters.SettingsPresenter
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.line
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** The languages of the dictionary; none for the device's. */
private val LANGUAGES = listOf(
    null to Word.SETTINGS_LANGUAGE_SYSTEM, "en" to Word.SETTINGS_LANGUAGE_EN, "zh-CN" to Word.SETTINGS_LANGUAGE_ZH,
    "id" to Word.SETTINGS_LANGUAGE_ID, "ar" to Word.SETTINGS_LANGUAGE_AR,
)

/** Language, devices, where the network is, the person's data, and the end of it all. */
@Composable
fun SettingsScreen(
    shown: Shown<Settings>,
    presenter: SettingsPresenter,
    around: Around,
    language: String?,
    onLanguage: (String?) -> Unit,
) {
    val settings = shown.content
    Frame(said(Word.SETTINGS_TITLE), shown.busy, around.back) { inner ->
        Page(Modifier.padding(inner), shown.trouble) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            Languages(language, onLanguage)
            Devices(settings.devices)
            settings.place?.let { PlacePanel(it) }
            Panel { LabelledValue(said(Word.SETTINGS_KEYS), listOf(said(Word.WELCOME_KEYS_HARDWARE))) }
            Data(settings, shown.busy, presenter)
            Quiet(said(Word.SETTINGS_VERSION.with(Arg.Name(settings.version))))
        }
    }
    Asking(settings.erasing, presenter)
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Languages(language: String?, onLanguage: (String?) -> Unit) {
    Panel {
        Heading(said(Word.SETTINGS_LANGUAGE))
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
            for ((tag, word) in LANGUAGES) FilterChip(tag == language, { onLanguage(tag) }, { Text(said(word)) })
        }
    }
}

@Composable
private fun Devices(devices: List<DeviceView>) {
    Panel {
        Heading(said(Word.SETTINGS_DEVICES))
        if (devices.isEmpty()) Quiet(said(Word.SETTINGS_DEVICES_NONE))
        for (device in devices) {
            val last = device.lastPaidAt?.let { Arg.Time(it) } ?: Arg.Words(Word.APP_NONE.line)
            LabelledValue(device.deviceId, listOf(said(Word.SETTINGS_DEVICE_PAYMENTS.with(Arg.Number(device.payments), last))))
        }
    }
}

@Composable
private fun Data(settings: Settings, busy: Boolean, presenter: SettingsPresenter) {
    val folder = LocalContext.current.filesDir
    Panel {
        Heading(said(Word.SETTINGS_EXPORT))
        Quiet(said(Word.SETTINGS_EXPORT_ABOUT))
        OutlinedButton({ presenter.export(folder) }, Modifier.fillMaxWidth(), !busy) { Text(said(Word.SETTINGS_EXPORT)) }
        settings.exported?.let {
            Text(said(Word.SETTINGS_EXPORTED.with(Arg.Name(it))), Modifier.semantics { liveRegion = LiveRegionMode.Polite })
        }
    }
    Panel {
        Heading(said(Word.SETTINGS_ERASE))
        Quiet(said(Word.SETTINGS_ERASE_ABOUT))
        val red = ButtonDefaults.buttonColors(MaterialTheme.colorScheme.error, MaterialTheme.colorScheme.onError)
        Button({ presenter.askToErase(Erasing.ASKED) }, Modifier.fillMaxWidth(), !busy, colors = red) { Text(said(Word.SETTINGS_ERASE)) }
    }
}

/** Asked twice. */
@Composable
private fun Asking(step: Erasing, presenter: SettingsPresenter) {
    val no = { presenter.askToErase(Erasing.NO) }
    when (step) {
        Erasing.NO -> Unit
        Erasing.ASKED -> Question(
            said(Word.SETTINGS_ERASE_ASK), said(Word.SETTINGS_ERASE_ABOUT), said(Word.SETTINGS_ERASE), said(Word.APP_CANCEL),
            { presenter.askToErase(Erasing.ASKED_AGAIN) }, no,
        )
        Erasing.ASKED_AGAIN -> Question(
            said(Word.SETTINGS_ERASE_AGAIN), said(Word.SETTINGS_ERASE_AGAIN_ABOUT), said(Word.SETTINGS_ERASE_YES), said(Word.APP_CANCEL),
            { presenter.erase() }, no,
        )
    }
}
