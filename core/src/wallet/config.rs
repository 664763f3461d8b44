//! Who this wallet is, and whom it trusts.

use std::path::PathBuf;

use super::RetentionPolicy;
use crate::assurance::Profile;
use crate::jose::PublicJwk;
use crate::storage::StoreOptions;

/// Who this wallet is, and whom it trusts. Fixed while the wallet is open.
#[derive(Debug, Clone, uniffi::Record)]
pub struct WalletConfig {
    /// The folder that holds this wallet's database. One wallet, one folder.
    pub data_dir: PathBuf,
    /// The provider's identifier at the network (`pspId`), for example `ALIPAY_HK`; also L1's `isp_name`.
    pub psp_id: String,
    /// The user at this provider (`pspUserId`).
    pub psp_user_id: String,
    /// The account as it may be shown to others, masked.
    pub user_login_id: String,
    /// The wallet's name, for example `AlipayHK`.
    pub wallet_name: String,
    /// The network's public keys: the only roots of trust, chosen by `kid`.
    pub roots: Vec<PublicJwk>,
    /// The issuer that L1 must name.
    pub iss: String,
    /// The verifier that L2 is made for.
    pub l2_aud: String,
    /// The network that L3 must be made for.
    pub l3_aud: String,
    /// How strictly peers are read.
    pub profile: Profile,
    /// IANA name of the wallet's time zone: where a day begins and ends for the daily limit.
    pub time_zone: String,
    /// How long an authorization waits for the user, in seconds.
    pub approval_wait_seconds: i64,
    /// How its database is opened. The defaults fit a phone with one wallet.
    pub store: StoreOptions,
    /// How long what is over is kept.
    #[uniffi(default)]
    pub retention: RetentionPolicy,
}

impl WalletConfig {
    /// The settings of the public AMP network for one user: issuer and audiences `alipayplus.com`, strict profile,
    /// UTC days, 15 minutes to approve.
    #[must_use]
    pub fn new(data_dir: PathBuf, psp_user_id: &str, roots: Vec<PublicJwk>) -> Self {
        Self {
            data_dir,
            psp_id: "ALIPAY_HK".to_owned(),
            psp_user_id: psp_user_id.to_owned(),
            user_login_id: psp_user_id.to_owned(),
            wallet_name: "AlipayHK".to_owned(),
            roots,
            iss: NETWORK.to_owned(),
            l2_aud: NETWORK.to_owned(),
            l3_aud: NETWORK.to_owned(),
            profile: Profile::Strict,
            time_zone: "UTC".to_owned(),
            approval_wait_seconds: 900,
            store: StoreOptions::default(),
            retention: RetentionPolicy::default(),
        }
    }

    /// Whose key signs: this user at this provider.
    pub(super) fn wallet_id(&self) -> String {
        format!("{}/{}", self.psp_id, self.psp_user_id)
    }
}

const NETWORK: &str = "alipayplus.com";
