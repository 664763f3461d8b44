package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** A long list, of which only what is seen is made. */
@Composable
fun Rows(inner: PaddingValues, content: LazyListScope.() -> Unit) {
    Column(Modifier.fillMaxSize().padding(inner), horizontalAlignment = Alignment.CenterHorizontally) {
        LazyColumn(
            Modifier.widthIn(max = READABLE),
            contentPadding = PaddingValues(horizontal = 20.dp, vertical = 12.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
            content = content,
        )
    }
}

/** The end of a list of which there is more: the next page. */
fun LazyListScope.older(more: Boolean, busy: Boolean, onMore: () -> Unit) {
    if (!more) return
    item(key = "older") { OutlinedButton(onMore, enabled = !busy) { Text(said(Word.APP_MORE)) } }
}
