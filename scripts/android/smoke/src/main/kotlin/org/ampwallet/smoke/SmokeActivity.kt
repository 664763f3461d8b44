package org.ampwallet.smoke

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.foundation.text.BasicText
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import org.ampwallet.core.AmpWallet
import org.ampwallet.core.end
import org.ampwallet.core.ffi.Sandbox

/** Loads the native library and shows where a sandbox of it listens. */
class SmokeActivity : ComponentActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContent {
            var url by remember { mutableStateOf("") }
            LaunchedEffect(Unit) {
                AmpWallet.load()
                val sandbox = Sandbox.start(0u)
                url = sandbox.url()
                sandbox.end()
            }
            BasicText(url)
        }
    }
}
