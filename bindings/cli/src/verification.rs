//! What is said of a chain.

use amp_wallet_core::assurance::{ChainError, Mode, VerifiedChain};
use amp_wallet_core::jose::json::Json;
use amp_wallet_core::jose::sd_jwt::{SdJwt, SdLimits};
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};
use crate::exit::Exit;

/// The contract of `amp verify --json`.
#[derive(Debug, Serialize)]
pub(crate) struct Verification {
    valid: bool,
    /// `IMMEDIATE` or `AUTONOMOUS`; of a refused chain what L2 claims, if that can be read.
    mode: Option<&'static str>,
    error: Option<Fault>,
    #[serde(skip)]
    facts: Vec<(&'static str, String)>,
}

#[derive(Debug, Serialize)]
struct Fault {
    code: &'static str,
    layer: &'static str,
    claim: Option<String>,
    detail: String,
}

impl Verification {
    /// What a verdict says; `l2` as it was judged.
    pub(crate) fn of(verdict: Result<VerifiedChain, ChainError>, l2: &str) -> Self {
        match verdict {
            Ok(chain) => {
                Self { valid: true, mode: Some(chain.mode.as_str()), error: None, facts: facts(&chain) }
            }
            Err(error) => Self {
                valid: false,
                mode: claimed_mode(l2),
                error: Some(Fault {
                    code: error.code(),
                    layer: error.layer.as_str(),
                    claim: error.claim.clone(),
                    detail: error.detail(),
                }),
                facts: Vec::new(),
            },
        }
    }
}

impl Report for Verification {
    fn render(&self, page: &mut Page) {
        let mode = self.mode.unwrap_or("unknown mode");
        let (tone, verdict) = if self.valid { (Tone::Good, "valid") } else { (Tone::Bad, "refused") };
        page.line(tone, &format!("{verdict} ({mode})"));
        let mut table = Table::new([Column::Left(""), Column::Left("")]);
        let mut fact =
            |name: &str, value: &str| table.row([Cell::new(Tone::Faint, name), Cell::plain(value)]);
        if let Some(error) = &self.error {
            fact("code", error.code);
            fact("layer", error.layer);
            fact("claim", error.claim.as_deref().unwrap_or("-"));
            fact("detail", &error.detail);
        }
        for (name, value) in &self.facts {
            fact(name, value);
        }
        page.table(&table);
    }

    fn exit(&self) -> Exit {
        if self.valid { Exit::Done } else { Exit::Refused }
    }
}

/// What a person wants to know of a chain that holds.
fn facts(chain: &VerifiedChain) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("user", format!("{} at {}, wallet {}", chain.l1.sub, chain.l1.iss, chain.l1.isp_name)),
        ("task", chain.l2.intent.desc.clone()),
        ("mandate", chain.l2.mandate_info.mandate_id.clone()),
    ];
    if let Some(constraints) = &chain.l2.intent.constraints {
        facts.push(("budget", constraints.budget.to_string()));
    }
    let checkout = chain.l3.as_ref().map(|l3| &l3.checkout).or(chain.l2.checkout.as_ref());
    if let Some(checkout) = checkout {
        facts.push(("order", format!("{} to {}", checkout.total_amount, checkout.merchant.merchant_name)));
    }
    let expires = chain.l3.as_ref().map_or(chain.l2.exp, |l3| l3.exp);
    facts.push(("expires", expires.to_iso8601()));
    facts
}

/// The mode that an L2 claims, unverified.
fn claimed_mode(l2: &str) -> Option<&'static str> {
    let limits = SdLimits::DEFAULT;
    let payload = SdJwt::parse(l2, &limits).ok()?.jws().payload(&limits.json).ok()?;
    let mode = payload.get("mode").and_then(Json::as_str)?;
    [Mode::Immediate, Mode::Autonomous].into_iter().map(Mode::as_str).find(|name| *name == mode)
}
