//! A spending report as a table, and as CSV.

use serde::{Deserialize, Serialize};

use super::{SpendingLine, SpendingReport};
use crate::money::Amount;

/// One row of the table. Amounts are in major units, without the currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// `agent`, `merchant`, `mcc`, `month`, `unverified` or `held`.
    pub dimension: String,
    /// Which agent, merchant and so on; empty for `unverified` and `held`, and where it is unknown.
    pub key: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What was debited; for `held`, what is held.
    pub amount: String,
    /// What was given back.
    pub refunded: String,
    /// How many payments were debited.
    pub payments: u32,
}

/// How a report is written for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum ReportFormat {
    /// A table, [`SpendingReport::to_csv`].
    Csv,
    /// The whole report as one JSON object (RFC 8259); amounts are major units as text, beside their currency.
    Json,
}

const HEADER: [&str; 6] = ["dimension", "key", "currency", "amount", "refunded", "payments"];

impl SpendingReport {
    /// Every line of the report, one after another: months (of which the total is the sum), agents, merchants,
    /// categories, what nobody vouched for, what is held.
    #[must_use]
    pub fn rows(&self) -> Vec<ReportRow> {
        let parts = [
            ("month", &self.by_month),
            ("agent", &self.by_agent),
            ("merchant", &self.by_merchant),
            ("mcc", &self.by_mcc),
        ];
        let lines = parts
            .into_iter()
            .flat_map(|(dimension, lines)| lines.iter().map(move |line| row(dimension, line)));
        let sums = [("unverified", &self.unverified), ("held", &self.held)];
        let sums = sums
            .into_iter()
            .flat_map(|(dimension, sums)| sums.iter().map(move |amount| sum_row(dimension, *amount)));
        lines.chain(sums).collect()
    }

    /// The table as CSV (RFC 4180, UTF-8, with a header). A cell that a spreadsheet would run as a formula is made a
    /// text by a leading apostrophe: merchants choose their own names.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut csv = HEADER.join(",") + "\r\n";
        for row in self.rows() {
            let ReportRow { dimension, key, currency, amount, refunded, payments } = row;
            let cells = [dimension, key, currency, amount, refunded, payments.to_string()];
            csv.push_str(&cells.map(|text| cell(&text)).join(","));
            csv.push_str("\r\n");
        }
        csv
    }

    /// The report as a text.
    ///
    /// # Errors
    /// None for a report that the core made: every value of one can be written.
    pub fn to_text(&self, format: ReportFormat) -> Result<String, serde_json::Error> {
        match format {
            ReportFormat::Csv => Ok(self.to_csv()),
            ReportFormat::Json => serde_json::to_string(self),
        }
    }
}

fn row(dimension: &str, line: &SpendingLine) -> ReportRow {
    ReportRow {
        dimension: dimension.to_owned(),
        key: line.key.clone(),
        currency: line.total.currency().code().to_owned(),
        amount: line.total.major_text(),
        refunded: line.refunded.major_text(),
        payments: line.payments,
    }
}

fn sum_row(dimension: &str, amount: Amount) -> ReportRow {
    ReportRow {
        dimension: dimension.to_owned(),
        key: String::new(),
        currency: amount.currency().code().to_owned(),
        amount: amount.major_text(),
        refunded: String::new(),
        payments: 0,
    }
}

fn cell(text: &str) -> String {
    let formula = text
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mandates::sample::{hkd, payment};
    use crate::payments::SpendingTally;

    #[test]
    fn a_report_is_written_as_rfc_4180_says() {
        let mut tally = SpendingTally::default();
        let mut one = payment(1_250);
        one.checkout.merchant.merchant_name = "Tea \"Dragon\", Ltd".to_owned();
        tally.debit(&one, hkd(1_250), "2026-11").unwrap();
        assert_eq!(
            tally.report().to_csv(),
            "dimension,key,currency,amount,refunded,payments\r\n\
             month,2026-11,HKD,12.50,0.00,1\r\n\
             agent,agent-1,HKD,12.50,0.00,1\r\n\
             merchant,\"Tea \"\"Dragon\"\", Ltd\",HKD,12.50,0.00,1\r\n\
             mcc,4511,HKD,12.50,0.00,1\r\n"
        );
    }

    #[test]
    fn a_merchants_name_is_never_a_formula() {
        for name in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u{ff1d}1"] {
            let written = cell(name);
            assert!(written.trim_start_matches('"').starts_with('\''), "{written}");
        }
        assert_eq!(cell("Demo - Store"), "Demo - Store");
    }

    proptest! {
        #[test]
        fn every_cell_reads_back_as_one_cell(text in any::<String>()) {
            let written = cell(&text);
            let read = match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(quoted) => quoted.replace("\"\"", "\""),
                None => {
                    prop_assert!(!written.contains([',', '"', '\r', '\n']));
                    written
                }
            };
            prop_assert_eq!(read.strip_prefix('\'').unwrap_or(&read), text.strip_prefix('\'').unwrap_or(&text));
        }
    }
}
