package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.core.ffi.BudgetUse
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.Ring
import org.ampwallet.demo.phone.parts.UseBar
import org.ampwallet.demo.phone.parts.usedColour
import org.ampwallet.demo.presenters.AgentItem
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.HomePresenter
import org.ampwallet.demo.presenters.LimitItem
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** A bound agent: a ring for what it has used, large what it may still spend, its limits, and its own stop. */
@Composable
fun AgentPanel(agent: AgentItem, allFrozen: Boolean, busy: Boolean, presenter: HomePresenter) {
    Panel {
        Text(agent.agentId, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
        for (budget in agent.budgets) Budget(agent.agentId, budget)
        if (agent.budgets.isEmpty()) Quiet(said(Word.HOME_NOTHING_TO_SPEND))
        for (limit in agent.limits) LimitBar(limit)
        if (agent.frozen && !allFrozen) {
            Text(said(Word.HOME_FROZEN_AGENT), color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.bodyMedium)
        }
        if (!allFrozen) {
            HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
            TextButton(
                { if (agent.frozen) presenter.unfreeze(agent.agentId) else presenter.freeze(agent.agentId) },
                enabled = !busy,
                contentPadding = PaddingValues(0.dp),
            ) { Text(said(if (agent.frozen) Word.HOME_UNFREEZE_AGENT else Word.HOME_FREEZE_AGENT)) }
        }
    }
}

/** What an agent's live tasks may spend in one currency; below the ring where there is no room beside it. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Budget(agentId: String, budget: BudgetUse) {
    FlowRow(Modifier.fillMaxWidth(), Arrangement.spacedBy(18.dp), Arrangement.spacedBy(8.dp)) {
        Ring(budget.usedPermille, said(Word.HOME_RING_ABOUT.with(Arg.Name(agentId), Arg.Permille(budget.usedPermille))))
        Column(Modifier.semantics(mergeDescendants = true) {}, Arrangement.spacedBy(2.dp)) {
            Quiet(said(Word.HOME_REMAINING))
            Text(said(Arg.Money(budget.remaining)), style = MaterialTheme.typography.headlineSmall)
            Quiet(said(Word.TASK_SPENT.with(Arg.Money(budget.spent))))
            Quiet(said(Word.TASK_HELD.with(Arg.Money(budget.held))))
        }
    }
}

/** A limit as a bar: its name, what is left of it, how far it is used. */
@Composable
fun LimitBar(item: LimitItem) {
    val permille = item.usedPermille ?: return
    val name = said(item.name)
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(6.dp)) {
        Text(name, style = MaterialTheme.typography.bodyMedium)
        UseBar(
            permille,
            said(Word.HOME_LIMIT_ABOUT.with(Arg.Words(item.name), Arg.Permille(permille))),
            usedColour(permille),
        )
        item.remaining?.let { Quiet(said(Word.HOME_LIMIT_LEFT.with(it))) }
    }
}
