//! Calling the wallet, with the faults that were ordered for what goes out.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::denial::Denial;
use super::faults::Fault;
use super::gate::tamper;
use super::world::World;
use crate::network::{NetworkError, read_body};

/// The reference's time limit from the network to the wallet.
const WALLET_MILLIS: u64 = 10_000;

/// What came back from the wallet, whatever the HTTP status: the network reads only the JSON.
pub(super) enum WalletAnswer<T> {
    /// An answer of the contract.
    Said(T),
    /// HTTP 404 or 405: the wallet does not offer this.
    NotOffered,
}

impl World {
    /// POSTs to the wallet. Not JSON, no wallet, no answer: a denial.
    pub(super) async fn call_wallet<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<WalletAnswer<T>, Denial> {
        let wallet = self.wallet().ok_or_else(|| Denial::system("the sandbox knows no wallet"))?;
        let address = wallet.at(path);
        let mut body = serde_json::to_value(body).map_err(|error| Denial::system(error.to_string()))?;
        let faults = self.faults.take(path);
        for fault in &faults {
            match fault {
                Fault::Delay { millis } => tokio::time::sleep(Duration::from_millis(*millis)).await,
                Fault::Drop => return Err(Denial::system("the call to the wallet was dropped by order")),
                Fault::Tamper => tamper(&mut body),
                _ => {}
            }
        }
        let answer = self.post(&address, &body).await;
        if faults.contains(&Fault::Duplicate) {
            // whatever the second one is answered, the first counts
            let _ = self.post(&address, &body).await;
        }
        for fault in &faults {
            if let Fault::DelayAnswer { millis } = fault {
                tokio::time::sleep(Duration::from_millis(*millis)).await;
            }
        }
        if faults.contains(&Fault::LoseAnswer) {
            return Err(Denial::system("the wallet's answer was lost by order"));
        }
        let (status, bytes) = answer.map_err(|error| Denial::system(error.to_string()))?;
        if status == 404 || status == 405 {
            return Ok(WalletAnswer::NotOffered);
        }
        let said = read_body(&bytes)
            .map_err(|fault| Denial::system(format!("the wallet answered garbage: {fault}")))?;
        Ok(WalletAnswer::Said(said))
    }

    async fn post(&self, address: &str, body: &Value) -> Result<(u16, Vec<u8>), NetworkError> {
        self.transport.post_any_status(address, body, WALLET_MILLIS).await
    }
}
