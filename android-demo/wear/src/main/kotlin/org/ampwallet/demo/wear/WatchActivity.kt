package org.ampwallet.demo.wear

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.viewModels
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalResources
import androidx.lifecycle.viewmodel.initializer
import androidx.lifecycle.viewmodel.viewModelFactory
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.LineText
import org.ampwallet.demo.shared.LocalLineText

/** The whole app on the watch. */
class WatchActivity : ComponentActivity() {
    private val owner get() = application as WatchApplication
    private val model by viewModels<WatchModel> { viewModelFactory { initializer { WatchModel(owner.wallet) } } }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContent {
            val resources = LocalResources.current
            CompositionLocalProvider(LocalLineText provides remember(resources) { LineText(resources, Word::resource) }) {
                WatchApp(model)
            }
        }
    }

    override fun onStart() {
        super.onStart()
        owner.appear()
    }

    override fun onStop() {
        owner.disappear()
        super.onStop()
    }
}
