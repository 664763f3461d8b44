//! Every path of every role.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::denial::Denial;
use super::world::World;
use super::{acquirer, control, gate, mandate_service, merchant, network, provider, rates};
use crate::mpp::JsonBody;
use crate::network::messages::{
    AddPaymentMethodRequest, AdvanceStatusRequest, ApplyCredentialAnswer, ApplyCredentialRequest,
    CreateMandateRequest, CreateMandateSessionRequest, CreateOrderAnswer, CreateOrderRequest,
    DeductAmountRequest, InquiryMandateSessionRequest, InquiryPaymentTokenRequest, MandateRecord,
    NetworkAnswer, NetworkAuthorizationData, NetworkAuthorizationRequest, NoData, NotifyData, NotifyRequest,
    PayAnswer, PayOrderRequest, PayRequest, PaymentMethodList, ProviderNotifyRequest,
    QueryPaymentMethodListRequest, ResultBody, SessionAnswer, ValidateMandateRequest,
};

const BODY_BYTES: usize = 1_048_576;

type Shared = State<Arc<World>>;

pub(super) fn router(world: &Arc<World>) -> Router {
    Router::new()
        .merge(network_routes())
        .merge(provider_routes())
        .merge(merchant_routes())
        .merge(mandate_routes())
        .route("/rates/quote", post(quote_rate))
        .layer(from_fn_with_state(Arc::clone(world), gate::pass))
        .merge(control::routes())
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .with_state(Arc::clone(world))
}

fn network_routes() -> Router<Arc<World>> {
    Router::new()
        .route("/network/createAuthorization", post(create_authorization))
        .route("/network/notifyAuthorization", post(notify_authorization))
        .route("/network/applyCredential", post(network_apply_credential))
        .route("/network/pay", post(network_pay))
        .route("/network/inquiryPaymentToken", post(inquiry_payment_token))
}

fn provider_routes() -> Router<Arc<World>> {
    Router::new()
        .route("/credential-provider/addPaymentMethod", post(add_payment_method))
        .route("/credential-provider/queryPaymentMethodList", post(query_payment_method_list))
        .route("/credential-provider/createMandateSession", post(create_mandate_session))
        .route("/credential-provider/inquiryMandateSession", post(inquiry_mandate_session))
        .route("/credential-provider/applyCredential", post(provider_apply_credential))
        .route("/credential-provider/notifyAuthorization", post(provider_notified))
}

fn merchant_routes() -> Router<Arc<World>> {
    Router::new()
        .route("/merchant/catalogue", get(|| async { Json(merchant::catalogue()) }))
        .route("/merchant/createOrder", post(create_order))
        .route("/merchant/payOrder", post(pay_order))
        .route("/acquirer/pay", post(acquirer_pay))
}

fn mandate_routes() -> Router<Arc<World>> {
    Router::new()
        .route("/mandate/create", post(create_mandate))
        .route("/mandate/validate", post(validate_mandate))
        .route("/mandate/deduct-amount", post(deduct_amount))
        .route("/mandate/advance-status", post(advance_status))
}

async fn quote_rate(
    State(world): Shared,
    JsonBody(request): JsonBody<rates::RateRequest>,
) -> Json<NetworkAnswer<rates::RateAnswer>> {
    Json(Denial::envelope(rates::quote(&world, &request)))
}

async fn create_authorization(
    State(world): Shared,
    JsonBody(request): JsonBody<NetworkAuthorizationRequest>,
) -> Json<NetworkAnswer<NetworkAuthorizationData>> {
    Json(Denial::envelope(network::create_authorization(&world, request).await))
}

async fn notify_authorization(
    State(world): Shared,
    JsonBody(request): JsonBody<NotifyRequest>,
) -> Json<NetworkAnswer<NotifyData>> {
    Json(Denial::envelope(network::notify_authorization(&world, request).await))
}

async fn network_apply_credential(
    State(world): Shared,
    JsonBody(request): JsonBody<ApplyCredentialRequest>,
) -> Json<NetworkAnswer<ApplyCredentialAnswer>> {
    Json(Denial::envelope(network::apply_credential(&world, request).await))
}

async fn network_pay(State(world): Shared, JsonBody(request): JsonBody<PayRequest>) -> Json<PayAnswer> {
    Json(Denial::payment(network::pay(&world, request).await))
}

/// A network without X1 does not know the path.
async fn inquiry_payment_token(
    State(world): Shared,
    JsonBody(request): JsonBody<InquiryPaymentTokenRequest>,
) -> Response {
    if !world.extensions().x1 {
        return StatusCode::NOT_FOUND.into_response();
    }
    Json(Denial::envelope(network::inquiry_payment_token(&world, &request.payment_token))).into_response()
}

async fn add_payment_method(
    State(world): Shared,
    JsonBody(request): JsonBody<AddPaymentMethodRequest>,
) -> Json<SessionAnswer> {
    Json(Denial::session(provider::add_payment_method(&world, request).await))
}

async fn query_payment_method_list(
    State(world): Shared,
    JsonBody(request): JsonBody<QueryPaymentMethodListRequest>,
) -> Json<PaymentMethodList> {
    Json(provider::query_payment_method_list(&world, &request.agent_id))
}

async fn create_mandate_session(
    State(world): Shared,
    JsonBody(request): JsonBody<CreateMandateSessionRequest>,
) -> Json<SessionAnswer> {
    Json(Denial::session(provider::create_mandate_session(&world, request).await))
}

async fn inquiry_mandate_session(
    State(world): Shared,
    JsonBody(request): JsonBody<InquiryMandateSessionRequest>,
) -> Json<SessionAnswer> {
    Json(Denial::session(provider::inquiry_mandate_session(&world, &request.session_id)))
}

async fn provider_apply_credential(
    State(world): Shared,
    JsonBody(request): JsonBody<ApplyCredentialRequest>,
) -> Json<ApplyCredentialAnswer> {
    Json(Denial::credential(provider::apply_credential(&world, request).await))
}

async fn provider_notified(
    State(world): Shared,
    JsonBody(request): JsonBody<ProviderNotifyRequest>,
) -> Json<NetworkAnswer<NoData>> {
    Json(Denial::envelope(provider::notify_authorization(&world, request)))
}

async fn create_order(
    State(world): Shared,
    JsonBody(request): JsonBody<CreateOrderRequest>,
) -> Json<CreateOrderAnswer> {
    Json(match merchant::create_order(&world, &request) {
        Ok(order) => CreateOrderAnswer { result: ResultBody::success(), order: Some(order) },
        Err(denial) => {
            CreateOrderAnswer { result: ResultBody::failure(&denial.code, &denial.words), order: None }
        }
    })
}

async fn pay_order(State(world): Shared, JsonBody(request): JsonBody<PayOrderRequest>) -> Json<PayAnswer> {
    Json(Denial::payment(merchant::pay_order(&world, request).await))
}

async fn acquirer_pay(State(world): Shared, JsonBody(request): JsonBody<PayRequest>) -> Json<PayAnswer> {
    Json(Denial::payment(acquirer::pay(&world, request).await))
}

type MandateAnswer = Json<NetworkAnswer<MandateRecord>>;

async fn create_mandate(
    State(world): Shared,
    JsonBody(request): JsonBody<CreateMandateRequest>,
) -> MandateAnswer {
    Json(Denial::envelope(mandate_service::create(&world, &request)))
}

async fn validate_mandate(
    State(world): Shared,
    JsonBody(request): JsonBody<ValidateMandateRequest>,
) -> MandateAnswer {
    Json(Denial::envelope(mandate_service::validate(&world, &request)))
}

async fn deduct_amount(
    State(world): Shared,
    JsonBody(request): JsonBody<DeductAmountRequest>,
) -> MandateAnswer {
    Json(Denial::envelope(mandate_service::deduct_amount(&world, &request)))
}

async fn advance_status(
    State(world): Shared,
    JsonBody(request): JsonBody<AdvanceStatusRequest>,
) -> MandateAnswer {
    Json(Denial::envelope(mandate_service::advance_status(&world, &request)))
}
