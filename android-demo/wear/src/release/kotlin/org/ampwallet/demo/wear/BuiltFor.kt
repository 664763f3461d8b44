package org.ampwallet.demo.wear

import android.content.Context
import org.ampwallet.demo.presenters.Network
import org.ampwallet.demo.presenters.Place

/** The network of this build: `res/values/network.xml`. */
internal fun builtFor(context: Context): Network? =
    Network(context.getString(R.string.network_url), context.getString(R.string.network_root))

/** The place that is remembered as [kept]: where this build has a network, no other is known. */
internal fun placeOf(kept: String, network: Network?): Place? = network?.takeIf { it.kept == kept }
