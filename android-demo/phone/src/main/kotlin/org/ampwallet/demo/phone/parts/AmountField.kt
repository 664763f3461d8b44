package org.ampwallet.demo.phone.parts

import android.icu.text.DecimalFormat
import android.icu.text.NumberFormat
import android.icu.util.Currency
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.text.input.KeyboardType
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.MoneyException
import org.ampwallet.core.inCurrency
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said
import java.math.BigDecimal
import java.text.ParsePosition
import java.util.Locale
import android.icu.math.BigDecimal as IcuDecimal

/** A field for an amount, typed in the form of the person's language. [onChange] has none for what is no amount. */
@Composable
fun AmountField(typed: String, currency: String, label: String, onChange: (String, Amount?) -> Unit, modifier: Modifier = Modifier) {
    val locale = LocalConfiguration.current.locales[0]
    val bad = typed.isNotEmpty() && amountOf(typed, currency, locale) == null
    OutlinedTextField(
        typed,
        { onChange(it, amountOf(it, currency, locale)) },
        modifier.fillMaxWidth(),
        label = { Text(label) },
        // Isolated: between Arabic digits a Latin symbol would turn around.
        suffix = { Text("\u2066${Currency.getInstance(currency).getSymbol(locale)}\u2069") },
        isError = bad,
        supportingText = { if (bad) Text(said(Word.TROUBLE_INPUT_AMOUNT)) },
        singleLine = true,
        keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Decimal),
    )
}

/** The amount that a person typed, read by the platform in the form of her language; whether it is one the core says. */
private fun amountOf(typed: String, currency: String, locale: Locale): Amount? {
    val format = (NumberFormat.getNumberInstance(locale) as DecimalFormat).apply { isParseBigDecimal = true }
    val read = ParsePosition(0)
    val decimal = when (val number = format.parse(typed.trim(), read)) {
        is IcuDecimal -> number.toBigDecimal()
        is BigDecimal -> number
        else -> null
    }
    return try {
        decimal.takeIf { read.index == typed.trim().length }?.inCurrency(currency)
    } catch (_: MoneyException) {
        null
    }
}
