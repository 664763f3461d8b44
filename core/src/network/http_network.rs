//! The AMP network over HTTP.

use super::messages::{InquiryPaymentTokenRequest, NetworkAnswer, NotifyData, TokenRecord};
use super::retry::Retry;
use super::{BodyFault, Endpoint, FaultKind, Network, NetworkError, NetworkFuture, NotifyAnswer, Transport};

/// The reference's time limit for a notification.
const NOTIFY_MILLIS: u64 = 5_000;
/// `/mpp/pay` must be answered within 5 s, three attempts of this included.
const INQUIRY_MILLIS: u64 = 1_200;

/// [`Network`] over HTTP.
#[derive(Debug, Clone)]
pub struct HttpNetwork {
    transport: Transport,
    endpoint: Endpoint,
    notify_millis: u64,
    inquiry_millis: u64,
}

impl HttpNetwork {
    /// The network at this base address (without `/network`).
    #[must_use]
    pub const fn new(transport: Transport, endpoint: Endpoint) -> Self {
        Self { transport, endpoint, notify_millis: NOTIFY_MILLIS, inquiry_millis: INQUIRY_MILLIS }
    }

    /// Other time limits, in milliseconds.
    #[must_use]
    pub const fn with_limits(mut self, notify_millis: u64, inquiry_millis: u64) -> Self {
        self.notify_millis = notify_millis;
        self.inquiry_millis = inquiry_millis;
        self
    }
}

impl Network for HttpNetwork {
    fn notify_authorization<'a>(&'a self, body: &'a [u8]) -> NetworkFuture<'a, NotifyAnswer> {
        Box::pin(async move {
            let address = self.endpoint.at("/network/notifyAuthorization");
            let answer: NetworkAnswer<NotifyData> = Retry::DEFAULT
                .run(NetworkError::surely_not_delivered, || {
                    self.transport.post_bytes(&address, body.to_vec(), self.notify_millis)
                })
                .await?;
            let data = granted(&address, answer)?;
            NotifyAnswer::from_data(data).ok_or_else(|| without_data(&address))
        })
    }

    fn inquiry_payment_token<'a>(&'a self, payment_token: &'a str) -> NetworkFuture<'a, TokenRecord> {
        Box::pin(async move {
            let address = self.endpoint.at("/network/inquiryPaymentToken");
            let request = InquiryPaymentTokenRequest { payment_token: payment_token.to_owned() };
            let answer: NetworkAnswer<TokenRecord> = Retry::DEFAULT
                .run(NetworkError::is_transient, || {
                    self.transport.post(&address, &request, self.inquiry_millis)
                })
                .await?;
            let record = granted(&address, answer)?;
            if record.payment_token == payment_token { Ok(record) } else { Err(without_data(&address)) }
        })
    }
}

/// The data of an answer, or the refusal.
fn granted<T>(address: &str, answer: NetworkAnswer<T>) -> Result<T, NetworkError> {
    if !answer.success {
        return Err(NetworkError::Refused {
            endpoint: address.to_owned(),
            result_code: answer.result_code.chars().take(64).collect(),
            result_text: answer.result_message.chars().take(256).collect(),
        });
    }
    answer.data.ok_or_else(|| without_data(address))
}

fn without_data(address: &str) -> NetworkError {
    let fault = BodyFault {
        kind: FaultKind::Value { detail: "success without what was asked for".to_owned() },
        loc: vec![super::Loc::Member("data".to_owned())],
        input: None,
    };
    NetworkError::Garbage { endpoint: address.to_owned(), fault }
}
