//! What a use case's error is called on the wire.

use crate::guard::ResultCode;
use crate::network::messages::ResultBody;
use crate::wallet::WalletError;

/// The reference's codes beyond AMP's list.
const SESSION_NOT_FOUND: &str = "SESSION_NOT_FOUND";
const SYSTEM_ERROR: &str = "SYSTEM_ERROR";

/// `F` with AMP's code. The words are our stable code: nothing of the wallet's insides, and no text of a peer.
pub(super) fn failure(error: &WalletError) -> ResultBody {
    let code = match error {
        WalletError::Refused(refusal) => refusal.result_code().name(),
        WalletError::NotFound { kind: "session", id } => {
            return ResultBody::failure(SESSION_NOT_FOUND, &format!("session not found: {id}"));
        }
        WalletError::NotFound { kind: "mandate", .. } => ResultCode::MandateNotExist.name(),
        WalletError::NotFound { kind: "payment", .. } | WalletError::Unvouched => {
            ResultCode::PaymentTokenInvalid.name()
        }
        WalletError::NotFound { .. } => ResultCode::TokenNotMatchMandate.name(),
        WalletError::Conflict { .. } | WalletError::Replayed => ResultCode::RepeatReqInconsistent.name(),
        WalletError::Invalid { .. }
        | WalletError::Money(_)
        | WalletError::Chain(_)
        | WalletError::NotPending { .. }
        | WalletError::ApprovalExpired { .. }
        | WalletError::Surface(_)
        | WalletError::Idv(_)
        | WalletError::NotVerified { .. } => ResultCode::ParamIllegal.name(),
        WalletError::Mandate(_) => ResultCode::MandateStatusInvalid.name(),
        _ => SYSTEM_ERROR,
    };
    ResultBody::failure(code, error.code())
}

/// A required string that is there and empty (amp-http, section 1).
pub(super) fn empty(member: &str) -> ResultBody {
    ResultBody::failure(ResultCode::ParamIllegal.name(), &format!("{member} is empty"))
}
