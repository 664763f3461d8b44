package org.ampwallet.demo.wear

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.WelcomePresenter

/** A release build has no presenters besides. */
@Suppress("UNUSED_PARAMETER") // A debug build has a demo agent.
internal class Demo(wallet: AppWallet, scope: CoroutineScope)

/** A release build has no demo agent. */
@Suppress("UNUSED_PARAMETER", "UnusedReceiverParameter")
internal fun WatchList.demo(onOpen: (WatchRoute) -> Unit) = Unit

/** A release build has no other screens. */
@Suppress("UNUSED_PARAMETER")
@Composable
internal fun DemoTop(model: WatchModel) = Unit

/** It pays in a network, with real money: there is nothing to say. */
@Suppress("UnusedReceiverParameter")
internal fun WatchList.aboutTheMoney() = Unit

internal fun WelcomePresenter.beginHere() = begin()
