//! The person's yes to a surface, at the terminal.

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::identity::{IdvEvidence, IdvMethod};
use amp_wallet_core::mandates::AuthorizationSurface;
use serde::Serialize;

use super::surface_page;
use crate::confirmation::confirm;
use crate::console::{Console, Page, Report};
use crate::error::CliError;
use crate::exit::Exit;
use crate::wallet_folder::Confirmation;

/// How the person was verified, as L2 says it: by a yes on the terminal, no biometric.
const VERIFIED_BY: &str = "TERMINAL";

/// The app's text for the vault's prompt.
pub(super) const REASON: &str = "approved at the terminal";

#[derive(Debug, clap::Args)]
pub(super) struct Approving {
    /// Only show what would be approved, with its digest
    #[arg(long, conflicts_with = "yes")]
    show: bool,
    /// Approve without asking what was shown before
    #[arg(long, requires = "digest")]
    yes: bool,
    /// The digest of what was shown; anything else is not approved
    #[arg(long, value_name = "DIGEST")]
    digest: Option<String>,
}

/// The contract of `--show --json`.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    surface: &'a AuthorizationSurface,
}

impl Report for Shown<'_> {
    fn render(&self, page: &mut Page) {
        surface_page::write(self.surface, page);
    }
}

/// What came of showing a surface.
pub(super) enum Answer {
    /// It was only to be shown, and was.
    Shown(Exit),
    /// The person said yes; the key may be used once.
    Yes(IdvEvidence),
}

impl Approving {
    /// Whether anything is to be shown or approved.
    pub(super) const fn is_asked(&self) -> bool {
        self.show || self.yes || self.digest.is_some()
    }

    /// Shows the surface and gets the person's yes, beforehand or at the terminal.
    ///
    /// # Errors
    /// `surface.digest_mismatch` for a yes to something else, and those of [`confirm`].
    pub(super) fn answer(
        &self,
        surface: &AuthorizationSurface,
        now: Timestamp,
        confirmation: &Confirmation,
        console: &Console,
    ) -> Result<Answer, CliError> {
        if let Some(digest) = &self.digest {
            surface.confirm(digest).map_err(|error| CliError::core(error.code(), &error))?;
        }
        if self.show {
            return Ok(Answer::Shown(console.show(&Shown { surface })));
        }
        if !self.yes && !console.is_json() {
            console.announce(&Shown { surface })?;
        }
        let how = "--show first, then --yes --digest DIGEST";
        confirm(self.yes, "Approve exactly this?", how, console)?;
        confirmation.give();
        Ok(Answer::Yes(IdvEvidence {
            result: VERIFIED_BY.to_owned(),
            time: now,
            method: IdvMethod::DeviceCredential,
            surface_digest: surface.digest.clone(),
        }))
    }
}
