//! `amp verify`: a chain judged from files.

use std::path::PathBuf;

use amp_wallet_core::assurance::{self, Profile, VerificationPolicy};
use amp_wallet_core::clock::{Clock, SystemClock, Timestamp};
use clap::ValueEnum;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::input::read_token;
use crate::root_key::read_root_keys;
use crate::verification::Verification;

/// What AMP's own services pin as `iss` and `aud`.
const NETWORK: &str = "alipayplus.com";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The network's public key: a JWK, or a JWK set from which the kid of L1 chooses
    #[arg(long, value_name = "FILE")]
    root: PathBuf,
    /// The user's identity, issued by the network
    #[arg(long, value_name = "FILE")]
    l1: PathBuf,
    /// The mandate authorization, signed by the wallet
    #[arg(long, value_name = "FILE")]
    l2: PathBuf,
    /// The payment token request, signed by the agent (AUTONOMOUS only)
    #[arg(long, value_name = "FILE")]
    l3: Option<PathBuf>,
    /// The issuer that L1 must name
    #[arg(long, value_name = "NAME", default_value = NETWORK)]
    iss: String,
    /// The audience that L2 must name
    #[arg(long, value_name = "NAME", default_value = NETWORK)]
    l2_aud: String,
    /// The audience that L3 must name
    #[arg(long, value_name = "NAME", default_value = NETWORK)]
    l3_aud: String,
    /// Judge as of this time, in seconds since 1970, instead of now
    #[arg(long, value_name = "EPOCH", allow_negative_numbers = true)]
    now: Option<i64>,
    /// How far clocks may differ, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    leeway: u32,
    /// Check everything, or leave out what the reference services leave out
    #[arg(long, default_value = "strict")]
    profile: ProfileName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProfileName {
    Strict,
    Sample,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let policy = VerificationPolicy {
        roots: read_root_keys(&args.root)?,
        iss: args.iss.clone(),
        l2_aud: args.l2_aud.clone(),
        l3_aud: args.l3_aud.clone(),
        leeway_seconds: args.leeway,
        profile: match args.profile {
            ProfileName::Strict => Profile::Strict,
            ProfileName::Sample => Profile::Sample,
        },
    };
    let (l1, l2) = (read_token(&args.l1)?, read_token(&args.l2)?);
    let l3 = args.l3.as_deref().map(read_token).transpose()?;
    let now = args.now.map_or_else(|| SystemClock.now(), Timestamp::from_seconds);
    let verdict = assurance::verify(&l1, &l2, l3.as_deref(), &policy, now);
    Ok(console.show(&Verification::of(verdict, &l2)))
}
