//! The user's decisions with `amp wallet`, while another process serves the same wallet to the network.

use std::path::PathBuf;
use std::sync::Arc;

use amp_wallet_core::clock::{Clock, SystemClock};
use amp_wallet_core::identity::{
    DeviceIsp, FileSecretStore, KeyPolicy, SecretStore, Secrets, SoftwareVault, Unattended,
};
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::money::{Amount, Currency, ExchangeRate, Rate};
use amp_wallet_core::mpp::{Approver, MppOptions, MppServer};
use amp_wallet_core::network::messages::{
    AddPaymentMethodRequest, ConstraintsBody, CreateMandateSessionRequest, WireAmount, WireJwk,
};
use amp_wallet_core::sandbox::{Sandbox, SandboxConfig};
use amp_wallet_core::wallet::{Host, Wallet, WalletConfig};
use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};
use tokio::runtime::Runtime;

use crate::amp::{Run, amp, file};

/// The AMP world, a wallet that `amp wallet init` made, and the process that serves it: this one.
struct World {
    runtime: Runtime,
    sandbox: Sandbox,
    server: MppServer,
    serving: Wallet,
    data: PathBuf,
    folder: TempDir,
}

impl World {
    fn begin() -> Self {
        let runtime = Runtime::new().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(SandboxConfig::default())).unwrap();
        let folder = tempdir().unwrap();
        let root = file(&folder, "root.jwk.json", sandbox.root_jwk().to_json().to_compact());
        let data = folder.path().join("wallet");
        let init = [
            "wallet",
            "init",
            "--data",
            data.to_str().unwrap(),
            "--user",
            "user-demo",
            "--root",
            &root,
            "--network",
            sandbox.url(),
            "--secrets",
            "file",
            "--json",
        ];
        let made = amp(&init);
        assert_eq!(made.exit, 0, "{}", made.stdout);

        let secrets: Arc<dyn SecretStore> = Arc::new(FileSecretStore::open(&data.join("secrets")).unwrap());
        let vault = SoftwareVault::open(
            &data.join("keys"),
            Secrets::new(Arc::clone(&secrets)),
            Arc::new(Unattended),
            Arc::new(SystemClock),
        );
        let host = Host {
            isp: Arc::new(DeviceIsp::new(Arc::new(vault.unwrap()), KeyPolicy::EveryUse)),
            secrets,
            clock: Arc::new(SystemClock),
            network: Arc::new(sandbox.network()),
        };
        let config = WalletConfig::new(data.clone(), "user-demo", vec![sandbox.root_jwk()]);
        let serving = runtime.block_on(Wallet::open(config, host)).unwrap();
        let options = MppOptions { approver: Approver::Host, ..MppOptions::default() };
        let server = runtime.block_on(MppServer::start(serving.clone(), options)).unwrap();
        sandbox.set_wallet_url(Some(&server.url())).unwrap();
        Self { runtime, sandbox, server, serving, data, folder }
    }

    fn wallet(&self, arguments: &[&str]) -> Run {
        amp(&[&["wallet", "--data", self.data.to_str().unwrap(), "--json"], arguments].concat())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let run = self.wallet(arguments);
        assert_eq!(run.exit, 0, "{arguments:?}: {}", run.stdout);
        run.json()
    }

    fn ask_binding(&self, key: &SoftwareKey) -> String {
        let request = AddPaymentMethodRequest {
            wallet_name: "AlipayHK".to_owned(),
            customer_id: None,
            agent_id: "agent-1".to_owned(),
            agent_pk: Some(WireJwk(key.public().clone())),
        };
        let answer = self.runtime.block_on(self.sandbox.agent().add_payment_method(&request)).unwrap();
        answer.idv.unwrap().auth_session_id
    }

    fn ask_mandate(&self, budget: i64) -> String {
        let bindings = self.runtime.block_on(self.serving.agents()).unwrap();
        let budget = Amount::from_minor(budget, Currency::HKD).unwrap();
        let request = CreateMandateSessionRequest {
            token_id: bindings[0].token_id.clone().unwrap(),
            agent_id: "agent-1".to_owned(),
            intent_raw: "flight and a hotel in Kuala Lumpur".to_owned(),
            constraints: Some(ConstraintsBody {
                budget_amount: Some(WireAmount(budget)),
                merchant_mcc_list: Some(vec!["4511".to_owned()]),
                ..ConstraintsBody::default()
            }),
            defer_idv: Some(true),
            ..CreateMandateSessionRequest::default()
        };
        let answer = self.runtime.block_on(self.sandbox.agent().create_mandate_session(&request)).unwrap();
        answer.idv.unwrap().auth_session_id
    }

    /// Shows the session and approves exactly what was shown.
    fn approve(&self, session: &str) -> Value {
        let digest =
            self.json(&["bind", session, "--show"])["surface"]["digest"].as_str().unwrap().to_owned();
        self.json(&["bind", session, "--yes", "--digest", &digest])
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.server.stop();
        self.serving.close();
    }
}

#[test]
fn an_agent_is_bound_a_mandate_authorized_adjusted_and_revoked_from_the_terminal() {
    let world = World::begin();
    let key = SoftwareKey::generate("agent-key-1").unwrap();
    let session = world.ask_binding(&key);
    let waiting = world.json(&["bind"])["waiting"].clone();
    assert_eq!((&waiting[0]["session"], &waiting[0]["kind"]), (&json!(session), &json!("ENROLLMENT")));

    let nobody = world.wallet(&["bind", &session]);
    assert_eq!((nobody.exit, nobody.error_code().as_str()), (2, "cli.confirmation_needed"));
    let other = world.wallet(&["bind", &session, "--yes", "--digest", "AAAA"]);
    assert_eq!((other.exit, other.error_code().as_str()), (1, "surface.digest_mismatch"));
    let blind = world.wallet(&["bind", &session, "--yes"]);
    assert_eq!((blind.exit, blind.error_code().as_str()), (2, "cli.usage"));
    assert_eq!(world.json(&["agents"])["agents"][0]["state"], "pending", "nothing of it approved anything");

    let bound = world.approve(&session);
    assert_eq!((&bound["outcome"], &bound["agent_id"]), (&json!("bound"), &json!("agent-1")));
    assert_eq!(world.json(&["agents"])["agents"][0]["state"], "active");
    assert_eq!(world.json(&["bind"])["waiting"], json!([]));

    let session = world.ask_mandate(100_000);
    let page = amp(&["wallet", "--data", world.data.to_str().unwrap(), "bind", &session, "--show"]);
    assert!(page.stdout.contains("HKD 1000.00") && page.stdout.contains("digest"), "{}", page.stdout);
    let authorized = world.approve(&session);
    let id = authorized["mandate_id"].as_str().unwrap();
    assert_eq!(world.json(&["mandates", "show", id])["state"], "activated");

    let adjust = |budget: &'static str| vec!["mandates", "adjust", id, "--budget", budget];
    assert_eq!(world.json(&adjust("HKD 600.00"))["after"], json!({"currency": "HKD", "amount": "600.00"}));
    let raise = adjust("HKD 800.00");
    let unapproved = world.wallet(&raise);
    assert_eq!((unapproved.exit, unapproved.error_code().as_str()), (2, "cli.confirmation_needed"));
    let shown = world.json(&[raise.as_slice(), &["--show"]].concat());
    let digest = shown["surface"]["digest"].as_str().unwrap();
    let raised = world.json(&[raise.as_slice(), &["--yes", "--digest", digest]].concat());
    assert_eq!(raised["before"]["amount"], "600.00");
    assert_eq!(world.json(&["mandates", "show", id])["available"]["amount"], "800.00");

    let asked = world.wallet(&["mandates", "revoke", id]);
    assert_eq!((asked.exit, asked.error_code().as_str()), (2, "cli.confirmation_needed"));
    let revoked = world.json(&["mandates", "revoke", id, "--yes"]);
    assert_eq!((&revoked["state"], &revoked["given_back"]["amount"]), (&json!("revoked"), &json!("0.00")));
    let serving = world.runtime.block_on(world.serving.mandate(id)).unwrap();
    assert_eq!(serving.mandate.state.as_str(), "revoked", "the process that serves sees it at once");
    assert_eq!(world.json(&["check"])["ok"], true);
}

#[test]
fn what_is_declined_waits_no_more() {
    let world = World::begin();
    let session = world.ask_binding(&SoftwareKey::generate("agent-key-1").unwrap());
    assert_eq!(world.json(&["bind", &session, "--decline"])["outcome"], "declined");
    assert_eq!(world.json(&["bind"])["waiting"], json!([]));
    let late = world.wallet(&["bind", &session, "--show"]);
    assert_eq!((late.exit, late.error_code().as_str()), (1, "wallet.not_pending"));
    let unknown = world.wallet(&["bind", "no-such-session", "--show"]);
    assert_eq!((unknown.exit, unknown.error_code().as_str()), (1, "wallet.not_found"));
}

#[test]
fn a_currency_is_set_once_and_a_rate_taken_as_its_issuer_signed_it() {
    let world = World::begin();
    assert_eq!(world.json(&["rates"])["currency"], Value::Null);
    let issuer = serde_json::to_string(&world.sandbox.rate_issuer()).unwrap();
    let issuer = file(&world.folder, "issuer.json", issuer);
    let trust = |currency| ["rates", "trust", "--currency", currency, "--issuer", issuer.as_str()];
    assert_eq!(world.json(&trust("HKD"))["currency"], "HKD");
    let other = world.wallet(&trust("USD"));
    assert_eq!((other.exit, other.error_code().as_str()), (1, "wallet.conflict"));

    let (base, quote) = (Currency::USD, Currency::HKD);
    let exchange = ExchangeRate { base, quote, rate: Rate::parse("7.8").unwrap() };
    let signed = |at| world.sandbox.sign_rate(&exchange, at, 900).unwrap();
    let now = SystemClock.now();
    let kept = world.json(&["rates", "take", &file(&world.folder, "rate.jws", signed(now))]);
    assert_eq!((&kept["rates"][0]["rate"], &kept["rates"][0]["holds"]), (&json!("7.8"), &json!(true)));
    let old = file(&world.folder, "old.jws", signed(now.plus_seconds(-1_000)));
    let refused = world.wallet(&["rates", "take", &old]);
    assert_eq!((refused.exit, refused.error_code().as_str()), (1, "rate.expired"));
}
