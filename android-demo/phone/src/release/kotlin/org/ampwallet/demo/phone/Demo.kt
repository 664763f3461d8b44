package org.ampwallet.demo.phone

import androidx.compose.runtime.Composable
import org.ampwallet.demo.presenters.Route

/** A release build has no demo agent. */
internal val demo: Route? = null

/** A release build has no other screens. */
@Suppress("UNUSED_PARAMETER") // A debug build has one more.
@Composable
internal fun DemoScreen(route: Route, model: PhoneModel, around: Around) = Unit
