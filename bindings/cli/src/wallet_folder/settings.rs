//! `wallet.json`: who a wallet is and whom it trusts. It holds no secret.

use std::path::Path;

use amp_wallet_core::identity::random_id;
use amp_wallet_core::jose::PublicJwk;
use amp_wallet_core::limits::WalletZone;
use amp_wallet_core::network::Endpoint;
use amp_wallet_core::wallet::WalletConfig;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::SecretsPlace;
use crate::error::CliError;

/// The only form there is so far.
const FORM: u32 = 1;

/// Who a wallet is and whom it trusts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    form: u32,
    /// Random; under it the wallet's secrets are found where several wallets share a store.
    pub(crate) wallet_id: String,
    /// The user at the provider.
    pub(crate) user: String,
    /// The account as others may see it.
    pub(crate) login: String,
    /// The wallet's name, as the network knows it.
    pub(crate) name: String,
    /// The provider at the network.
    pub(crate) provider: String,
    /// The network's base address.
    pub(crate) network: String,
    /// IANA name of the zone in which days begin.
    pub(crate) time_zone: String,
    /// Where the secrets are.
    pub(crate) secrets: SecretsPlace,
    /// The issuer that L1 must name.
    pub(crate) iss: String,
    /// The audience of L2.
    pub(crate) l2_aud: String,
    /// The audience of L3.
    pub(crate) l3_aud: String,
    /// The network's public keys (JWK).
    roots: Vec<Value>,
}

impl Settings {
    /// The settings of a new wallet on the public network's terms.
    ///
    /// # Errors
    /// [`CliError::Core`]: the system gives no randomness.
    pub(crate) fn new(
        user: &str,
        network: &str,
        roots: &[PublicJwk],
        secrets: SecretsPlace,
    ) -> Result<Self, CliError> {
        let usual = WalletConfig::new(Path::new("").to_owned(), user, Vec::new());
        Ok(Self {
            form: FORM,
            wallet_id: random_id().map_err(|error| CliError::core(error.code(), error))?,
            user: usual.psp_user_id,
            login: usual.user_login_id,
            name: usual.wallet_name,
            provider: usual.psp_id,
            network: network.to_owned(),
            time_zone: usual.time_zone,
            secrets,
            iss: usual.iss,
            l2_aud: usual.l2_aud,
            l3_aud: usual.l3_aud,
            roots: roots.iter().map(|root| Value::from(root.to_json())).collect(),
        })
    }

    /// Reads the settings, strictly: what is not known is not passed over.
    ///
    /// # Errors
    /// Where the text departs.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let settings: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if settings.form != FORM {
            return Err(format!("form {} is not known here", settings.form));
        }
        settings.check().map_err(|error| error.to_string())?;
        settings.root_keys()?;
        Ok(settings)
    }

    /// Whether a wallet can be opened with them.
    ///
    /// # Errors
    /// [`CliError::Core`] with the address's or the time zone's own code; [`CliError::Usage`] for an empty user.
    pub(crate) fn check(&self) -> Result<(), CliError> {
        Endpoint::parse(&self.network)?;
        WalletZone::named(&self.time_zone).map_err(|error| CliError::core(error.code(), &error))?;
        if self.user.is_empty() || self.provider.is_empty() {
            return Err(CliError::Usage { detail: "a wallet needs a user and a provider".to_owned() });
        }
        Ok(())
    }

    /// What the wallet is opened with.
    ///
    /// # Errors
    /// What is wrong with a root key.
    pub(super) fn config(&self, folder: &Path) -> Result<WalletConfig, String> {
        let mut config = WalletConfig::new(folder.to_owned(), &self.user, self.root_keys()?);
        config.psp_id.clone_from(&self.provider);
        config.user_login_id.clone_from(&self.login);
        config.wallet_name.clone_from(&self.name);
        config.time_zone.clone_from(&self.time_zone);
        config.iss.clone_from(&self.iss);
        config.l2_aud.clone_from(&self.l2_aud);
        config.l3_aud.clone_from(&self.l3_aud);
        Ok(config)
    }

    fn root_keys(&self) -> Result<Vec<PublicJwk>, String> {
        let read = |root: &Value| {
            let key = PublicJwk::parse(root.to_string().as_bytes()).map_err(|error| error.to_string())?;
            key.check_on_curve().map_err(|error| error.to_string())?;
            Ok(key)
        };
        match self.roots.as_slice() {
            [] => Err("no root key".to_owned()),
            roots => roots.iter().map(read).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use amp_wallet_core::jose::SoftwareKey;

    use super::*;

    fn settings() -> Settings {
        let root = SoftwareKey::generate("root").unwrap().public().clone();
        Settings::new("user-1", "http://127.0.0.1:8083", &[root], SecretsPlace::File).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_and_opens_the_same_wallet() {
        let settings = settings();
        let read = Settings::parse(&serde_json::to_vec(&settings).unwrap()).unwrap();
        assert_eq!(read, settings);
        let config = read.config(Path::new("data")).unwrap();
        assert_eq!((config.psp_user_id.as_str(), config.roots.len()), ("user-1", 1));
        assert_eq!(config.data_dir, Path::new("data"));
    }

    #[test]
    fn settings_that_cannot_be_are_refused() {
        let spoiled = |change: fn(&mut Value)| {
            let mut document = serde_json::to_value(settings()).unwrap();
            change(&mut document);
            Settings::parse(document.to_string().as_bytes())
        };
        assert!(spoiled(|_| ()).is_ok());
        for change in [
            (|document| document["form"] = 2.into()) as fn(&mut Value),
            |document| document["network"] = "http://example.org".into(),
            |document| document["network"] = "nonsense".into(),
            |document| document["time_zone"] = "Atlantis".into(),
            |document| document["secrets"] = "nowhere".into(),
            |document| document["roots"] = Vec::<String>::new().into(),
            |document| document["roots"][0]["x"] = "AAAA".into(),
            |document| document["user"] = "".into(),
            |document| document["more"] = 1.into(),
        ] {
            assert!(spoiled(change).is_err());
        }
    }
}
