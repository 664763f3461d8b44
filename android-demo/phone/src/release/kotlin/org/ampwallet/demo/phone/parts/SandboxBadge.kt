package org.ampwallet.demo.phone.parts

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier

/** A release build pays in a network, with real money: there is nothing to say. */
@Suppress("UNUSED_PARAMETER") // A debug build has a badge here.
@Composable
fun SandboxBadge(modifier: Modifier = Modifier) = Unit
