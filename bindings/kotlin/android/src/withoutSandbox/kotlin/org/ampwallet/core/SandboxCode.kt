package org.ampwallet.core

/** A library without the sandbox has no errors of the sandbox. */
internal fun sandboxCodeOf(@Suppress("UNUSED_PARAMETER") error: Throwable): String? = null
