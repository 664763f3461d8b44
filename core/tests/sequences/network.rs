//! A network that says yes: it issues L1 and identifiers, and knows no payment token.

use std::sync::Arc;

use amp_wallet_core::assurance::{L1Claims, build_l1};
use amp_wallet_core::clock::Clock;
use amp_wallet_core::identity::random_id;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::network::messages::{NotifyRequest, TokenRecord};
use amp_wallet_core::network::{Network, NetworkError, NetworkFuture, NotifyAnswer};

/// L1 lives two years: longer than any sequence.
const L1_SECONDS: i64 = 730 * 86_400;

pub(crate) struct YesNetwork {
    pub(crate) root: SoftwareKey,
    pub(crate) clock: Arc<dyn Clock>,
}

impl YesNetwork {
    fn answer(&self, request: NotifyRequest) -> NotifyAnswer {
        let Some(isp_key) = request.isp_pk else {
            return NotifyAnswer::Authorized {
                mandate_id: random_id().unwrap(),
                mandate_type: Some("AUTONOMOUS".to_owned()),
            };
        };
        let now = self.clock.now();
        let claims = L1Claims {
            iss: "alipayplus.com".to_owned(),
            sub: "user-mock-001".to_owned(),
            iat: now,
            exp: now.plus_seconds(L1_SECONDS),
            isp_key: isp_key.0,
            isp_type: "MPP".to_owned(),
            isp_name: "ALIPAY_HK".to_owned(),
        };
        NotifyAnswer::Enrolled { token_id: random_id().unwrap(), l1: build_l1(&claims, &self.root).unwrap() }
    }
}

impl Network for YesNetwork {
    fn notify_authorization<'a>(&'a self, body: &'a [u8]) -> NetworkFuture<'a, NotifyAnswer> {
        let request = serde_json::from_slice(body).unwrap();
        Box::pin(async move { Ok(self.answer(request)) })
    }

    fn inquiry_payment_token<'a>(&'a self, _: &'a str) -> NetworkFuture<'a, TokenRecord> {
        Box::pin(async {
            Err(NetworkError::Status { endpoint: "/network/inquiryPaymentToken".to_owned(), status: 404 })
        })
    }
}
