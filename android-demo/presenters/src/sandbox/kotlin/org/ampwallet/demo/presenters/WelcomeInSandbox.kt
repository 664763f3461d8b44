package org.ampwallet.demo.presenters

import kotlinx.coroutines.Job

/** Makes a wallet in the sandbox of this app. */
fun WelcomePresenter.beginInApp(): Job = begin(SandboxPlace.InApp)

/** Makes a wallet in the sandbox at the address that was typed. */
fun WelcomePresenter.beginAtAddress(): Job = begin(SandboxPlace.At(state.value.content.address.trim()))
