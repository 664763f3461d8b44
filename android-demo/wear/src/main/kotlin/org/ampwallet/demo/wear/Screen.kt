package org.ampwallet.demo.wear

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.wear.compose.foundation.lazy.TransformingLazyColumn
import androidx.wear.compose.foundation.lazy.rememberTransformingLazyColumnState
import androidx.wear.compose.material3.CircularProgressIndicator
import androidx.wear.compose.material3.ScreenScaffold
import androidx.wear.compose.material3.lazy.rememberTransformationSpec
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Trouble
import org.ampwallet.demo.presenters.TroubleKind
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

// Shares of the screen: what a list keeps free at its sides and its ends, and text beyond that, so that the round edge cuts
// neither the first line nor the last.
private const val SIDE = 0.055f
private const val ENDS = 0.17f
private const val INSET = 0.08f

/** A list on a round screen. What went wrong is shown in its place, until the person has dealt with it. */
@Composable
internal fun Screen(
    trouble: Trouble? = null,
    onRemedy: (Remedy) -> Unit = {},
    content: WatchList.() -> Unit,
) {
    val list = rememberTransformingLazyColumnState()
    val spec = rememberTransformationSpec()
    val size = LocalConfiguration.current
    val padding = PaddingValues(horizontal = (size.screenWidthDp * SIDE).dp, vertical = (size.screenHeightDp * ENDS).dp)
    val inset = (size.screenWidthDp * INSET).dp
    LaunchedEffect(trouble) { list.scrollToItem(0) }
    ScreenScaffold(list, contentPadding = padding) { inner ->
        TransformingLazyColumn(state = list, contentPadding = inner, modifier = Modifier.fillMaxSize()) {
            val items = WatchList(this, spec, inset)
            if (trouble == null) items.content() else items.said(trouble, onRemedy)
        }
    }
}

/** What happened, that the money is safe, what to do. */
private fun WatchList.said(trouble: Trouble, onRemedy: (Remedy) -> Unit) {
    header(error = true) { said(trouble.what) }
    paragraph { said(trouble.safe) }
    for (why in trouble.whys) paragraph { said(why.reason) }
    paragraph { said(trouble.todo) }
    action(Act.MAIN, onClick = { onRemedy(trouble.remedy) }) { said(trouble.remedy.button) }
    if (trouble.remedy != Remedy.CLOSE) action(onClick = { onRemedy(Remedy.CLOSE) }) { said(Remedy.CLOSE.button) }
    // Where there is no better advice than to tell somebody.
    val code = trouble.code
    if (trouble.kind == TroubleKind.OTHER && code != null) note { said(Word.APP_CODE.with(Arg.Name(code))) }
}

/** Trouble with the wallet itself: there is nothing else to show. */
@Composable
internal fun TroubleScreen(trouble: Trouble, onRemedy: (Remedy) -> Unit) = Screen(trouble, onRemedy) {}

/** Something is being opened. */
@Composable
internal fun WaitScreen() = ScreenScaffold {
    Box(Modifier.fillMaxSize(), contentAlignment = Alignment.Center) {
        val about = said(Word.APP_LOADING)
        CircularProgressIndicator(Modifier.semantics { contentDescription = about })
    }
}
