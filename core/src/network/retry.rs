//! Asking again: a few times, later each time, by a random part so that many wallets do not ask at once.

use std::future::Future;
use std::time::Duration;

use ring::rand::{SecureRandom, SystemRandom};

use super::NetworkError;

/// How often and how fast to ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Retry {
    /// Attempts in all.
    pub(super) attempts: u32,
    /// The longest wait before the second attempt, doubled for each further one, in milliseconds.
    pub(super) first_millis: u64,
}

impl Retry {
    pub(super) const DEFAULT: Self = Self { attempts: 3, first_millis: 200 };

    /// Runs `call` until it succeeds, fails with an error that `again` does not name, or the attempts are used up.
    pub(super) async fn run<T, F, C>(
        self,
        again: fn(&NetworkError) -> bool,
        mut call: C,
    ) -> Result<T, NetworkError>
    where
        F: Future<Output = Result<T, NetworkError>>,
        C: FnMut() -> F,
    {
        let mut made: u32 = 1;
        loop {
            match call().await {
                Err(error) if made < self.attempts && again(&error) => {
                    tokio::time::sleep(Duration::from_millis(self.wait_millis(made, random_byte()))).await;
                    made = made.saturating_add(1);
                }
                outcome => return outcome,
            }
        }
    }

    /// Between half of the longest wait and all of it.
    fn wait_millis(self, made: u32, random: u8) -> u64 {
        let longest =
            self.first_millis.saturating_mul(1_u64.checked_shl(made.saturating_sub(1)).unwrap_or(u64::MAX));
        let half = longest / 2;
        half.saturating_add(half.saturating_mul(u64::from(random)) / 255)
    }
}

/// The middle where there is no randomness: only the spread is lost.
fn random_byte() -> u8 {
    let mut byte = [128; 1];
    match SystemRandom::new().fill(&mut byte) {
        Ok(()) => byte.first().copied().unwrap_or(128),
        Err(_) => 128,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const FAST: Retry = Retry { attempts: 3, first_millis: 1 };

    fn unreachable() -> NetworkError {
        NetworkError::Unreachable { endpoint: "peer".to_owned(), detail: "refused".to_owned() }
    }

    #[test]
    fn the_wait_doubles_and_stays_within_half_and_whole() {
        let retry = Retry { attempts: 5, first_millis: 200 };
        assert_eq!((retry.wait_millis(1, 0), retry.wait_millis(1, 255)), (100, 200));
        assert_eq!((retry.wait_millis(3, 0), retry.wait_millis(3, 255)), (400, 800));
        assert!(retry.wait_millis(200, 255) >= 200);
    }

    #[tokio::test]
    async fn a_call_is_repeated_until_it_succeeds() {
        let calls = AtomicU32::new(0);
        let outcome = FAST
            .run(NetworkError::is_transient, || async {
                if calls.fetch_add(1, Ordering::SeqCst) < 2 { Err(unreachable()) } else { Ok(7) }
            })
            .await;
        assert_eq!((outcome, calls.into_inner()), (Ok(7), 3));
    }

    #[tokio::test]
    async fn the_attempts_end_and_other_errors_are_not_repeated() {
        let calls = AtomicU32::new(0);
        let count = |error: NetworkError| {
            calls.fetch_add(1, Ordering::SeqCst);
            async move { Err::<(), _>(error) }
        };
        assert!(FAST.run(NetworkError::is_transient, || count(unreachable())).await.is_err());
        assert_eq!(calls.load(Ordering::SeqCst), 3);
        let timeout = NetworkError::Timeout { endpoint: String::new(), millis: 1 };
        assert!(FAST.run(NetworkError::surely_not_delivered, || count(timeout.clone())).await.is_err());
        assert_eq!(calls.load(Ordering::SeqCst), 4);
    }
}
