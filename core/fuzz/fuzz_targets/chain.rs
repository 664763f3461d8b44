//! The chain: the input is two parts with an empty line between, for L2 and L3, each a payload and one disclosure a
//! line. In them `#SD` stands for the digests of the part's disclosures, `#HASH` for the sd_hash of the layer before,
//! `#KEY` for the agent's key. Both are signed. An input that begins with `!` is three raw tokens, one a line.
#![no_main]

use std::sync::OnceLock;

use amp_wallet_core::assurance::{
    L1Claims, Mode, Profile, VerificationPolicy, build_l1, sd_hash, verify, verify_mandate,
};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::{Signer, SoftwareKey, base64url, jws};
use libfuzzer_sys::fuzz_target;

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

struct World {
    isp: SoftwareKey,
    agent: SoftwareKey,
    agent_jwk: String,
    l1: String,
    policy: VerificationPolicy,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let [root, isp, agent] = ["root", "isp", "agent"].map(|kid| SoftwareKey::generate(kid).expect("randomness"));
        let identity = L1Claims {
            iss: "iss".to_owned(),
            sub: "user".to_owned(),
            iat: NOW,
            exp: NOW.plus_seconds(1_000_000),
            isp_key: isp.public().clone(),
            isp_type: "MPP".to_owned(),
            isp_name: "W".to_owned(),
        };
        let l1 = build_l1(&identity, &root).expect("an L1");
        let policy = VerificationPolicy::strict(root.public().clone(), "iss", "aud");
        let agent_jwk = agent.public().to_json().to_compact();
        World { isp, agent, agent_jwk, l1, policy }
    })
}

fn layer(template: &str, previous: &str, signer: &SoftwareKey) -> Option<String> {
    let mut lines = template.lines();
    let payload = lines.next()?;
    let encoded: Vec<String> = lines.take(16).map(|line| base64url::encode(line.as_bytes())).collect();
    let digests: Vec<String> = encoded.iter().map(|text| format!("\"{}\"", sd_hash(text))).collect();
    let payload = payload
        .replace("#SD", &digests.join(","))
        .replace("#HASH", &sd_hash(previous))
        .replace("#KEY", &world().agent_jwk);
    let header = format!(r#"{{"alg":"ES256","typ":"sd+jwt","kid":"{}"}}"#, signer.public_jwk().kid);
    let mut token = jws::sign(&header, &payload, signer).ok()? + "~";
    for disclosure in &encoded {
        token.push_str(disclosure);
        token.push('~');
    }
    Some(token)
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let world = world();
    if let Some(raw) = text.strip_prefix('!') {
        let tokens: Vec<&str> = raw.split('\n').collect();
        let token = |index: usize| tokens.get(index).copied().unwrap_or_default();
        let _verdict = verify(token(0), token(1), tokens.get(2).copied(), &world.policy, NOW);
        return;
    }
    let (first, second) = text.split_once("\n\n").unwrap_or((text, ""));
    let Some(l2) = layer(first, &world.l1, &world.isp) else { return };
    let l3 = layer(second, &l2, &world.agent);
    let strict = verify(&world.l1, &l2, l3.as_deref(), &world.policy, NOW);
    let sample = VerificationPolicy { profile: Profile::Sample, ..world.policy.clone() };
    let lax = verify(&world.l1, &l2, l3.as_deref(), &sample, NOW);
    let Ok(chain) = strict else { return };
    assert!(lax.is_ok(), "the strict profile accepts nothing that the sample profile refuses");
    assert!(verify_mandate(&world.l1, &l2, &world.policy, NOW).is_ok(), "what holds as a whole holds in part");
    assert!(chain.l2.exp >= NOW.plus_seconds(-60));
    match (chain.mode, &chain.l3, &chain.l2.intent.constraints) {
        (Mode::Immediate, None, None) => assert!(chain.l2.checkout.is_some() && chain.l2.agent_key.is_none()),
        (Mode::Autonomous, Some(l3), Some(bounds)) => {
            let total = l3.checkout.total_amount;
            assert!(!total.is_negative());
            assert!(total.compare(bounds.budget).is_ok_and(std::cmp::Ordering::is_le), "beyond the budget");
        }
        other => panic!("a chain of no kind: {other:?}"),
    }
});
