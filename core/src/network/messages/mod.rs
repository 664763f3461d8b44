//! The bodies of every hop (JSON, camelCase). Members absent here are ignored when read; optional ones are left
//! out when absent, except where the contract writes `null`.

mod amount;
mod authorization;
mod credential;
mod inquiry;
mod key;
mod mandate;
mod notification;
mod order;
mod payment;
mod result;
mod token;

pub use amount::WireAmount;
pub use authorization::{
    AuthContext, ConstraintsBody, CreateAuthorizationAnswer, CreateAuthorizationRequest, FrequencyBody,
    IntentBody, NetworkAuthorizationData, NetworkAuthorizationRequest,
};
pub use credential::{
    AddPaymentMethodRequest, ApplyCredentialAnswer, ApplyCredentialRequest, CreateMandateSessionRequest,
    IdvLink, InquiryMandateSessionRequest, PaymentMethod, PaymentMethodList, ProviderSessionStatus,
    QueryPaymentMethodListRequest, SessionAnswer,
};
pub use inquiry::{
    AssuranceData, AuthStatus, CompleteIdvAnswer, CompleteIdvRequest, HealthAnswer,
    InquiryAuthorizationAnswer, InquiryAuthorizationRequest, MandateInfoBody,
};
pub use key::WireJwk;
pub use mandate::{
    AdvanceStatusRequest, CreateMandateRequest, DeductAmountRequest, MandateRecord, ValidateMandateRequest,
};
pub use notification::{
    NetworkAnswer, NoData, NotifyData, NotifyRequest, ProviderNotifyRequest, WalletAccountInfo,
};
pub use order::{GoodsBody, MerchantBody, OrderBody};
pub use payment::{
    AcquirerPayRequest, CatalogueItem, CreateOrderAnswer, CreateOrderRequest, OrderItem, PayAnswer,
    PayOrderRequest, PayRequest,
};
pub use result::{ResultBody, ResultStatus};
pub use token::{InquiryPaymentTokenRequest, PreVerifyAnswer, PreVerifyRequest, TokenRecord};
