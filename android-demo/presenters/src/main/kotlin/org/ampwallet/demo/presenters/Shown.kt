package org.ampwallet.demo.presenters

/**
 * What a screen shows.
 *
 * @property content the screen's own.
 * @property busy something is under way: buttons that begin something wait.
 * @property trouble what went wrong last, until the person has dealt with it.
 */
data class Shown<out C>(val content: C, val busy: Boolean = false, val trouble: Trouble? = null)
