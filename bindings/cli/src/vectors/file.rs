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
#[derive(Default, Deserialize)]
struct Name {
    id: Option<String>,
    #[serde(rename = "tcId")]
    number: Option<u64>,
}

/// Judges every case of a file. One that cannot be read counts as a disagreement.
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
        match judge_case(kind, case) {
            Ok((verdict, expected)) => count(&mut report, case, &verdict, &expected),
            Err(error) => count_unreadable(&mut report, case, &error),
        }
    }
    Ok(report)
}

fn judge_case(kind: Kind, case: &RawValue) -> Result<(Verdict, Expected), serde_json::Error> {
    Ok(match kind {
        Kind::Chain => (chain::judge(&read(case)?), chain::expected(&read(case)?)),
        Kind::SdJwt => (sd_jwt::judge(&read(case)?), sd_jwt::expected(&read(case)?)),
        Kind::CheckoutHash => (checkout_hash::judge(&read(case)?), checkout_hash::expected(&read(case)?)),
        Kind::Signature => (signature::judge(&read(case)?), signature::expected(&read(case)?)),
    })
}

fn read<T: DeserializeOwned>(case: &RawValue) -> Result<T, serde_json::Error> {
    serde_json::from_str(case.get())
}

fn count(report: &mut FileReport, case: &RawValue, verdict: &Verdict, expected: &Expected) {
    report.total += 1;
    if expected.agrees(verdict) {
        report.agree += 1;
        return;
    }
    let case = Disagreement { id: id(case, report.total), expected: expected.text(), got: verdict.text() };
    if expected.ambiguous {
        report.ambiguous_disagree.push(case);
    } else {
        report.disagree.push(case);
    }
}

/// A case that cannot be read was not judged: it fails, and the others are judged all the same.
fn count_unreadable(report: &mut FileReport, case: &RawValue, error: &serde_json::Error) {
    report.total += 1;
    report.disagree.push(Disagreement {
        id: id(case, report.total),
        expected: "a readable case".to_owned(),
        got: format!("unreadable: {error}"),
    });
}

/// What a report calls a case: its own name, or its place in the file.
fn id(case: &RawValue, place: u64) -> String {
    let name: Name = read(case).unwrap_or_default();
    name.id.unwrap_or_else(|| name.number.unwrap_or(place).to_string())
}
