package org.ampwallet.demo.phone.screens

import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.List
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.Settings
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.NavigationBar
import androidx.compose.material3.NavigationBarItem
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.vector.ImageVector
import org.ampwallet.demo.phone.parts.FixedSizeText
import org.ampwallet.demo.phone.parts.OwnIcons
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

private class Root(val route: Route, val word: Word, val icon: ImageVector)

private val ROOTS = listOf(
    Root(Route.Home, Word.HOME_TITLE, Icons.Filled.Person),
    Root(Route.Tasks, Word.HOME_OPEN_TASKS, OwnIcons.Task),
    Root(Route.Timeline, Word.HOME_OPEN_TIMELINE, Icons.AutoMirrored.Filled.List),
    Root(Route.Report, Word.HOME_OPEN_REPORT, OwnIcons.Bars),
    Root(Route.Settings, Word.HOME_OPEN_SETTINGS, Icons.Filled.Settings),
)

/** The way to the five screens at the root. */
@Composable
fun RootBar(seen: Route, go: (Route) -> Unit) {
    NavigationBar {
        for (root in ROOTS) {
            NavigationBarItem(
                selected = root.route == seen,
                onClick = { go(root.route) },
                icon = { Icon(root.icon, null) },
                label = { FixedSizeText(said(root.word), style = MaterialTheme.typography.labelMedium) },
            )
        }
    }
}
