//! `amp inspect TOKEN|FILE`.

use std::io;
use std::path::Path;

use amp_wallet_core::clock::{Clock, SystemClock, Timestamp};

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::input::{TOKEN_LIMIT_BYTES, read_token, take_bounded, token_text};
use crate::inspect::inspect;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A token, the path of a file that holds one, or `-` for standard input
    #[arg(value_name = "TOKEN|FILE", allow_hyphen_values = true)]
    token: String,
    /// Look at the validity window at this time, in seconds since 1970
    #[arg(long, value_name = "EPOCH", allow_negative_numbers = true)]
    now: Option<i64>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, CliError> {
    let token = find_token(&args.token)?;
    let now = args.now.map_or_else(|| SystemClock.now(), Timestamp::from_seconds);
    Ok(console.show(&inspect(&token, now)))
}

fn find_token(given: &str) -> Result<String, CliError> {
    if given == "-" {
        return Ok(token_text(&take_bounded(io::stdin().lock(), "standard input", TOKEN_LIMIT_BYTES)?));
    }
    match read_token(Path::new(given)) {
        Ok(token) => Ok(token),
        Err(_) if looks_like_a_token(given) => Ok(given.to_owned()),
        Err(_) if !Path::new(given).exists() => {
            Err(CliError::NeitherTokenNorFile { given: given.chars().take(80).collect() })
        }
        Err(error) => Err(error),
    }
}

/// Only characters that tokens are made of, and the dots of a JWS.
fn looks_like_a_token(given: &str) -> bool {
    given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        && given.split('~').next().is_some_and(|jws| jws.bytes().filter(|byte| *byte == b'.').count() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_from_paths() {
        assert!(looks_like_a_token("eyJh.eyJi.c2ln~WyJz~"));
        for other in ["l1.txt", "chains/l1.txt", "a.b", "a.b.c.d", "e y.x.z", ""] {
            assert!(!looks_like_a_token(other), "{other}");
        }
    }
}
