//! The credential provider over HTTP: what an agent asks.

use super::messages::{
    AddPaymentMethodRequest, ApplyCredentialAnswer, ApplyCredentialRequest, CreateMandateSessionRequest,
    InquiryMandateSessionRequest, PaymentMethod, PaymentMethodList, ProviderSessionStatus,
    QueryPaymentMethodListRequest, SessionAnswer,
};
use super::retry::Retry;
use super::{Endpoint, NetworkError, Transport};

const INQUIRY_MILLIS: u64 = 10_000;
/// The provider itself waits up to 15 s for the user.
const SESSION_MILLIS: u64 = 20_000;

/// An agent's way to its credential provider. A refusal is [`NetworkError::Refused`] with AMP's code.
#[derive(Debug, Clone)]
pub struct CredentialProviderClient {
    transport: Transport,
    endpoint: Endpoint,
}

impl CredentialProviderClient {
    /// The provider at this base address (without `/credential-provider`).
    #[must_use]
    pub const fn new(transport: Transport, endpoint: Endpoint) -> Self {
        Self { transport, endpoint }
    }

    /// Asks to bind the agent to a wallet: a session that waits for the user. Sent once.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn add_payment_method(
        &self,
        request: &AddPaymentMethodRequest,
    ) -> Result<SessionAnswer, NetworkError> {
        let address = self.at("addPaymentMethod");
        session(&address, self.transport.post(&address, request, SESSION_MILLIS).await?)
    }

    /// The wallets the agent is bound to, and those that wait for their user.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn query_payment_method_list(
        &self,
        agent_id: &str,
    ) -> Result<Vec<PaymentMethod>, NetworkError> {
        let address = self.at("queryPaymentMethodList");
        let request = QueryPaymentMethodListRequest { agent_id: agent_id.to_owned() };
        let list: PaymentMethodList = Retry::DEFAULT
            .run(NetworkError::is_transient, || self.transport.post(&address, &request, INQUIRY_MILLIS))
            .await?;
        Ok(list.payment_methods)
    }

    /// Asks the user for a mandate. Sent once.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn create_mandate_session(
        &self,
        request: &CreateMandateSessionRequest,
    ) -> Result<SessionAnswer, NetworkError> {
        let address = self.at("createMandateSession");
        session(&address, self.transport.post(&address, request, SESSION_MILLIS).await?)
    }

    /// Where a mandate's session stands; with L1 and L2 once the user has authorized.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn inquiry_mandate_session(&self, session_id: &str) -> Result<SessionAnswer, NetworkError> {
        let address = self.at("inquiryMandateSession");
        let request = InquiryMandateSessionRequest { session_id: session_id.to_owned() };
        let answer = Retry::DEFAULT
            .run(NetworkError::is_transient, || self.transport.post(&address, &request, INQUIRY_MILLIS))
            .await?;
        session(&address, answer)
    }

    /// Asks for a payment token. Sent once.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn apply_credential(
        &self,
        request: &ApplyCredentialRequest,
    ) -> Result<ApplyCredentialAnswer, NetworkError> {
        let address = self.at("applyCredential");
        let answer: ApplyCredentialAnswer = self.transport.post(&address, request, SESSION_MILLIS).await?;
        if answer.payment_token.is_some() {
            return Ok(answer);
        }
        Err(refused(&address, answer.result_code, answer.result_message))
    }

    fn at(&self, call: &str) -> String {
        self.endpoint.at(&format!("/credential-provider/{call}"))
    }
}

fn session(address: &str, answer: SessionAnswer) -> Result<SessionAnswer, NetworkError> {
    match answer.status {
        ProviderSessionStatus::Failed => Err(refused(address, answer.result_code, answer.result_message)),
        ProviderSessionStatus::PendingIdv | ProviderSessionStatus::Completed => Ok(answer),
    }
}

fn refused(address: &str, code: Option<String>, words: Option<String>) -> NetworkError {
    NetworkError::Refused {
        endpoint: address.to_owned(),
        result_code: code.unwrap_or_default().chars().take(64).collect(),
        result_text: words.unwrap_or_default().chars().take(256).collect(),
    }
}
