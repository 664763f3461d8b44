//! One vector file: read with a bound, judged case by case.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::kind::Kind;
use super::report::{Disagreement, FileReport};
use super::verdict::{Expected, Verdict};
use super::{chain, checkout_hash, sd_jwt, signature};
use crate::error::CliError;
use crate::input::read_bounded;

/// The largest vector file that is read.
const FILE_LIMIT_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Deserialize)]
struct VectorFile<'a> {
    kind: String,
    #[serde(borrow)]
    vectors: Vec<&'a RawValue>,
}

/// What identifies a case in a report.
#[derive(Deserialize)]
struct Name {
    id: Option<String>,
    #[serde(rename = "tcId")]
    number: Option<u64>,
}

/// Judges every case of a file.
///
/// # Errors
/// [`CliError`]: not readable, too large, not a vector file, or of an unknown kind.
pub(crate) fn judge_file(path: &Path) -> Result<FileReport, CliError> {
    let bytes = read_bounded(path, FILE_LIMIT_BYTES)?;
    judge(&path.display().to_string(), &bytes)
}

fn judge(name: &str, bytes: &[u8]) -> Result<FileReport, CliError> {
    let malformed =
        |reason: String| CliError::Malformed { path: name.to_owned(), expected: "a vector file", reason };
    let file: VectorFile<'_> = serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
    let kind = Kind::named(&file.kind).ok_or_else(|| malformed(format!("unknown kind {:?}", file.kind)))?;
    let mut report = FileReport {
        file: name.to_owned(),
        kind: file.kind,
        total: 0,
        agree: 0,
        disagree: Vec::new(),
        ambiguous_disagree: Vec::new(),
    };
    for case in file.vectors {
        let at = |error: serde_json::Error| malformed(format!("case {}: {error}", report.total + 1));
        let (verdict, expected) = match kind {
            Kind::Chain => {
                (chain::judge(&read(case).map_err(at)?), chain::expected(&read(case).map_err(at)?))
            }
            Kind::SdJwt => {
                (sd_jwt::judge(&read(case).map_err(at)?), sd_jwt::expected(&read(case).map_err(at)?))
            }
            Kind::CheckoutHash => (
                checkout_hash::judge(&read(case).map_err(at)?),
                checkout_hash::expected(&read(case).map_err(at)?),
            ),
            Kind::Signature => {
                (signature::judge(&read(case).map_err(at)?), signature::expected(&read(case).map_err(at)?))
            }
        };
        let name: Name = read(case).map_err(at)?;
        count(&mut report, &name, &verdict, &expected);
    }
    Ok(report)
}

fn read<T: DeserializeOwned>(case: &RawValue) -> Result<T, serde_json::Error> {
    serde_json::from_str(case.get())
}

fn count(report: &mut FileReport, name: &Name, verdict: &Verdict, expected: &Expected) {
    report.total += 1;
    if expected.agrees(verdict) {
        report.agree += 1;
        return;
    }
    let number = name.number.unwrap_or(report.total);
    let case = Disagreement {
        id: name.id.clone().unwrap_or_else(|| number.to_string()),
        expected: expected.text(),
        got: verdict.text(),
    };
    if expected.ambiguous {
        report.ambiguous_disagree.push(case);
    } else {
        report.disagree.push(case);
    }
}
