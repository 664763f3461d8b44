//! The network has said yes: that must not be lost because the store is busy at this moment.

use std::time::Duration;

use super::telling::UnderWay;
use super::{AuthorizationOutcome, Wallet, WalletError};
use crate::mandates::AuthorizationSession;
use crate::network::NotifyAnswer;
use crate::runtime;
use crate::storage::StoreError;

/// The pauses before the answer is recorded again while its sender waits, in milliseconds.
const PAUSES_MILLIS: [u64; 3] = [20, 100, 500];

/// How often it is recorded again afterwards, once a second: ten minutes.
const LATER_ATTEMPTS: u32 = 600;

impl Wallet {
    /// Records the network's answer, again and again while nothing but the store's moment stands in the way. Where that
    /// lasts, the caller is told so and the work goes on without him: until then the session is under way, as an inquiry
    /// says, and nobody else tells the network of it. What a crash interrupts then is resumed as any notification.
    pub(super) async fn keep_answer(
        &self,
        session: AuthorizationSession,
        answer: NotifyAnswer,
        under_way: UnderWay,
    ) -> Result<AuthorizationOutcome, WalletError> {
        let mut outcome = self.record_answer(session.clone(), answer.clone()).await;
        for pause in PAUSES_MILLIS {
            if !is_passing(&outcome) {
                return outcome;
            }
            tokio::time::sleep(Duration::from_millis(pause)).await;
            outcome = self.record_answer(session.clone(), answer.clone()).await;
        }
        if is_passing(&outcome) {
            let wallet = self.clone();
            runtime::start(async move {
                let _under_way = under_way;
                for _ in 0..LATER_ATTEMPTS {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    if !is_passing(&wallet.record_answer(session.clone(), answer.clone()).await) {
                        return;
                    }
                }
            })
            .map_err(|_| WalletError::Interrupted)?;
        }
        outcome
    }
}

/// Nothing was recorded, and for no reason that lies in the answer.
const fn is_passing<T>(outcome: &Result<T, WalletError>) -> bool {
    matches!(
        outcome,
        Err(WalletError::Store(
            StoreError::Busy | StoreError::GroupFailed | StoreError::Suspended | StoreError::DiskFull
        ))
    )
}
