package org.ampwallet.demo.shared

import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Word

/** How lines are said here: each app provides it over all of its screens. */
val LocalLineText = staticCompositionLocalOf<LineText> { error("no LineText is provided") }

/** The text of a line. */
@Composable
fun said(line: Line): String = LocalLineText.current.of(line)

/** The text of a word without arguments. */
@Composable
fun said(word: Word): String = LocalLineText.current.of(word)

/** The text of an argument by itself. */
@Composable
fun said(arg: Arg): String = LocalLineText.current.of(arg)
