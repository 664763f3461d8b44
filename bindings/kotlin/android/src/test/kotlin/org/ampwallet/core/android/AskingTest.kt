package org.ampwallet.core.android

import org.ampwallet.core.android.Asking.Screen
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

/** What each version of Android shows, to whoever has enrolled a finger or a face, and to whoever has the screen's lock alone. */
class AskingTest {
    @Test
    fun `a key that takes the lock is confirmed by whoever has a lock, on every version`() {
        val shown = (28..36).associateWith { sdk -> listOf(true, false).map { Asking(sdk, it).screen(lock = true) } }
        assertEquals(listOf(Screen.PROMPT, Screen.LOCK), shown[28])
        assertEquals(listOf(Screen.PROMPT_WITH_LOCK, Screen.PROMPT_WITH_LOCK), shown[29])
        for (sdk in 30..36) assertEquals(listOf(Screen.PROMPT_FOR_ALL, Screen.PROMPT_FOR_ALL), shown[sdk], "API $sdk")
    }

    @Test
    fun `a key of a finger is never offered to the lock`() {
        for (sdk in 28..36) for (enrolled in listOf(true, false)) assertEquals(Screen.PROMPT, Asking(sdk, enrolled).screen(lock = false))
    }

    @Test
    fun `before Android 11 a key for every use is one of a finger, or free for a moment after the lock`() {
        for (sdk in 28..29) {
            assertEquals(-1, Asking(sdk, enrolled = true).secondsOfEveryUse)
            assertEquals(3, Asking(sdk, enrolled = false).secondsOfEveryUse)
        }
        assertEquals(listOf(false, false, true, true), listOf(28, 29, 30, 36).map { Asking(it, false).keysNameWhoConfirms })
    }
}
