package org.ampwallet.core

import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

/** Runs [call], which must fail with an [E] of this stable code, and answers the error. */
suspend inline fun <reified E : Exception> failing(code: String, crossinline call: suspend () -> Any?): E {
    val error = assertFailsWith<E> { call() }
    assertEquals(code, error.stableCode)
    return error
}
