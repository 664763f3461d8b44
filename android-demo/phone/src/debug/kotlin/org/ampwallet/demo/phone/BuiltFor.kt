package org.ampwallet.demo.phone

import android.content.Context
import org.ampwallet.demo.presenters.Network
import org.ampwallet.demo.presenters.Place
import org.ampwallet.demo.presenters.SandboxPlace

/** The network of this build: none, the person chooses a sandbox. */
@Suppress("UNUSED_PARAMETER") // A release build reads it of the app.
internal fun builtFor(context: Context): Network? = null

/** The place that is remembered as [kept]. */
@Suppress("UNUSED_PARAMETER") // In a release build it is the network.
internal fun placeOf(kept: String, network: Network?): Place? = SandboxPlace.of(kept)
