package org.ampwallet.demo.phone

import android.content.Context
import android.content.Intent
import android.content.res.Configuration
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.LocalResources
import androidx.lifecycle.viewmodel.initializer
import androidx.lifecycle.viewmodel.viewModelFactory
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.shared.LineText
import org.ampwallet.demo.shared.LocalLineText
import java.util.Locale

/** The one window of the app. */
class PhoneActivity : ComponentActivity() {
    private val demo: DemoApp get() = application as DemoApp
    private val model: PhoneModel by viewModels { viewModelFactory { initializer { PhoneModel(demo) } } }

    /** The app's own language, where the person has chosen one. */
    override fun attachBaseContext(base: Context) {
        val language = (base.applicationContext as DemoApp).choices.language ?: return super.attachBaseContext(base)
        val configuration = Configuration(base.resources.configuration).apply { setLocale(Locale.forLanguageTag(language)) }
        super.attachBaseContext(base.createConfigurationContext(configuration))
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        if (savedInstanceState == null) follow(intent)
        setContent {
            val resources = LocalResources.current
            val configuration = LocalConfiguration.current
            val text = remember(resources, configuration) { LineText(resources) { it.resource } }
            CompositionLocalProvider(LocalLineText provides text) { DemoTheme { PhoneScreens(model, ::speak) } }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        follow(intent)
    }

    override fun onStart() {
        super.onStart()
        model.resume()
    }

    override fun onStop() {
        super.onStop()
        // Not while the person confirms on a screen that hides this one: what she confirms there is kept.
        if (!isChangingConfigurations && !demo.prompt.hidesTheApp) model.pause()
    }

    /** An agent's link opened the app: the person reviews it. */
    private fun follow(intent: Intent) {
        val link = intent.data ?: return
        model.navigator.go(Route.Bind(link.toString()))
    }

    /** The person chooses the app's language; none for the device's. */
    private fun speak(language: String?) {
        demo.choices.language = language
        recreate()
    }
}
