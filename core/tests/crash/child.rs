//! This test program started once more, as a wallet that pays until it is killed.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use amp_wallet_core::clock::Clock;
use amp_wallet_core::identity::random_bytes;
use amp_wallet_core::jose::{Signer, SoftwareKey};
use amp_wallet_core::payments::PaymentToken;
use amp_wallet_core::wallet::{AgentSession, PaymentRequest, TokenAnnouncement, Wallet};

use super::scene::{Scene, SceneMandate};

const SCENE: &str = "AMP_CRASH_SCENE";
const FIRST: &str = "AMP_CRASH_FIRST_MANDATE";
const AGAIN: &str = "AMP_CRASH_AGAIN";

/// Starts the process. It begins with the mandate numbered `first`, and pays the tokens in `again` before.
pub(crate) fn start(scene: &Path, first: u32, again: &[String], orders: &[(&str, String)]) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["child::child_process", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(SCENE, scene)
        .env(FIRST, first.to_string())
        .env(AGAIN, again.join(","))
        .envs(orders.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The lines the process reports, as they come.
pub(crate) fn reports(child: &mut Child) -> impl Iterator<Item = String> + Send + use<> {
    BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok)
}

/// Tells the parent, unbuffered: what was told before a kill has left this process.
fn report(line: &str) {
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

#[test]
#[ignore = "other tests start it as a process of its own"]
fn child_process() {
    let Ok(scene) = env::var(SCENE) else { return };
    let scene = Scene::read(Path::new(&scene));
    let first: usize = env::var(FIRST).unwrap().parse().unwrap();
    let again = env::var(AGAIN).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (wallet, clock, _sandbox) = scene.wallet(0).await;
        report("opened");
        for token in again.split(',').filter(|token| !token.is_empty()) {
            pay(&wallet, &scene, token).await;
        }
        let mut place = first;
        loop {
            let mandate = &scene.mandates[place % scene.mandates.len()];
            // A mandate that has nothing left is followed by the next.
            if !buy(&wallet, &scene, mandate, clock.as_ref()).await {
                place += 1;
            }
        }
    });
}

/// One purchase; whether the mandate let it begin.
async fn buy(wallet: &Wallet, scene: &Scene, mandate: &SceneMandate, clock: &dyn Clock) -> bool {
    let token = PaymentToken::make(1, 666, &random_bytes().unwrap()).unwrap().reveal().to_owned();
    let signer: Arc<dyn Signer> = Arc::new(SoftwareKey::from_pkcs8("agent-key-1", &scene.agent_key).unwrap());
    let agent = AgentSession::new(
        signer,
        Arc::new(amp_wallet_core::clock::ManualClock::at(clock.now())),
        mandate.l2.clone(),
        scene.audience.clone(),
    );
    let announcement = TokenAnnouncement {
        payment_token: token.clone(),
        network_mandate_id: mandate.network_mandate_id.clone(),
        token_id: scene.token_id.clone(),
        auth_session_id: None,
        expires_at: clock.now().plus_seconds(600),
        l1: None,
        l2: None,
        l3: Some(agent.sign_checkout(&scene.checkout).unwrap()),
        checkout: Some(scene.checkout.clone()),
        device_id: None,
    };
    report(&format!("begun {token}"));
    if let Err(error) = wallet.pre_verify(announcement).await {
        report(&format!("refused {}", error.code()));
        return false;
    }
    report(&format!("held {token}"));
    pay(wallet, scene, &token).await;
    true
}

async fn pay(wallet: &Wallet, scene: &Scene, token: &str) {
    let request =
        PaymentRequest { payment_token: token.to_owned(), amount: scene.checkout.total_amount, order: None };
    match wallet.pay(request).await {
        Ok(_) => report(&format!("paid {token}")),
        Err(error) => report(&format!("refused {}", error.code())),
    }
}
