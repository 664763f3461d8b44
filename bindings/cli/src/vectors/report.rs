//! What a run over vector files says.

use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::exit::Exit;

/// The contract of `amp vectors run --json`.
#[derive(Debug, Serialize)]
pub(crate) struct VectorsReport {
    pub(crate) files: Vec<FileReport>,
    /// Cases of all files.
    pub(crate) total: u64,
    /// Cases on which verdict and author agree.
    pub(crate) agree: u64,
    /// Cases on which they do not, without those whose author calls them ambiguous.
    pub(crate) disagree: u64,
}

/// One file's part.
#[derive(Debug, Serialize)]
pub(crate) struct FileReport {
    /// The path as it was found.
    pub(super) file: String,
    /// The file's own word.
    pub(super) kind: String,
    pub(super) total: u64,
    pub(super) agree: u64,
    pub(super) disagree: Vec<Disagreement>,
    pub(super) ambiguous_disagree: Vec<Disagreement>,
}

/// One case judged otherwise than its author says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Disagreement {
    pub(super) id: String,
    /// `valid` or `invalid`, with the outcome where one is compared.
    pub(super) expected: String,
    /// The same of the verdict, with the reason of a refusal.
    pub(super) got: String,
}

impl VectorsReport {
    /// The sums over the files.
    pub(crate) fn of(files: Vec<FileReport>) -> Self {
        let total = files.iter().map(|file| file.total).sum();
        let agree = files.iter().map(|file| file.agree).sum();
        let disagree = files.iter().map(|file| file.disagree.len() as u64).sum();
        Self { files, total, agree, disagree }
    }
}

impl Report for VectorsReport {
    fn render(&self, page: &mut Page) {
        let mut table = Table::new([
            Column::Left("file"),
            Column::Left("kind"),
            Column::Right("cases"),
            Column::Right("agree"),
            Column::Right("disagree"),
            Column::Right("ambiguous"),
        ]);
        for file in &self.files {
            let count = |tone, cases: &[Disagreement]| match cases.len() {
                0 => Cell::new(Tone::Faint, "0"),
                many => Cell::new(tone, &many.to_string()),
            };
            table.row([
                Cell::plain(&file.file),
                Cell::plain(&file.kind),
                Cell::plain(file.total),
                Cell::plain(file.agree),
                count(Tone::Bad, &file.disagree),
                count(Tone::Warn, &file.ambiguous_disagree),
            ]);
        }
        page.table(&table);
        let pick = |cases: fn(&FileReport) -> &Vec<Disagreement>| -> Vec<&Disagreement> {
            self.files.iter().flat_map(cases).collect()
        };
        list(page, "Disagreements", Tone::Bad, &pick(|file| &file.disagree));
        list(page, "Disagreements on ambiguous cases", Tone::Warn, &pick(|file| &file.ambiguous_disagree));
        page.gap();
        let tone = if self.disagree == 0 { Tone::Good } else { Tone::Bad };
        let verdict = format!("{} of {} cases agree, {} disagree", self.agree, self.total, self.disagree);
        page.line(tone, &verdict);
    }

    fn exit(&self) -> Exit {
        if self.disagree == 0 { Exit::Done } else { Exit::Refused }
    }
}

fn list(page: &mut Page, title: &str, tone: Tone, cases: &[&Disagreement]) {
    if cases.is_empty() {
        return;
    }
    page.heading(title);
    let mut table = Table::new([Column::Left("id"), Column::Left("expected"), Column::Left("got")]);
    for case in cases {
        table.row([Cell::new(tone, &case.id), Cell::plain(&case.expected), Cell::plain(&case.got)]);
    }
    page.table(&table);
}
