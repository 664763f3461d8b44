//! The three layers, built and verified beside the bare signatures they cannot do without.

use std::hint::black_box;

use amp_wallet_core::assurance::{
    self, BuildError, L1Claims, L2Claims, L3Claims, MandateInfo, Mode, TokenInfo, VerificationPolicy,
    build_l1, build_l2, build_l3,
};
use amp_wallet_core::jose::{PublicJwk, SoftwareKey, base64url};

use super::bare_key::verify;
use super::purchase::{NOW, checkout, intent};
use crate::error::CliError;

const NETWORK: &str = "alipayplus.com";

/// A whole chain with its keys, and its signatures laid bare.
pub(super) struct Layers {
    isp: SoftwareKey,
    agent: SoftwareKey,
    l2_claims: L2Claims,
    l3_claims: L3Claims,
    l1: String,
    l2: String,
    l3: String,
    policy: VerificationPolicy,
    bare: [BareSignature; 3],
}

/// What one bare check needs.
struct BareSignature {
    point: [u8; 65],
    message: Vec<u8>,
    signature: Vec<u8>,
}

impl Layers {
    /// Fresh keys and one AUTONOMOUS chain.
    pub(super) fn new() -> Result<Self, CliError> {
        let [root, isp, agent] = ["network-1", "isp-1", "agent-1"].map(SoftwareKey::generate);
        let (root, isp, agent) = (root?, isp?, agent?);
        let (l2_claims, l3_claims) = (l2_claims(&agent)?, l3_claims()?);
        let l1 = build_l1(&l1_claims(&isp), &root).map_err(unbuilt)?;
        let l2 = build_l2(&l2_claims, &l1, &isp).map_err(unbuilt)?;
        let l3 = build_l3(&l3_claims, &l2, &agent).map_err(unbuilt)?;
        let bare =
            [lay_bare(&l1, root.public())?, lay_bare(&l2, isp.public())?, lay_bare(&l3, agent.public())?];
        let policy = VerificationPolicy::strict(root.public().clone(), NETWORK, NETWORK);
        Ok(Self { isp, agent, l2_claims, l3_claims, l1, l2, l3, policy, bare })
    }

    /// Verifies the chain, strictly.
    pub(super) fn verify_chain(&self) -> Result<(), CliError> {
        match assurance::verify(
            black_box(&self.l1),
            black_box(&self.l2),
            Some(black_box(&self.l3)),
            &self.policy,
            NOW,
        ) {
            Ok(chain) => {
                black_box(chain);
                Ok(())
            }
            Err(error) => Err(CliError::core(error.code(), &error)),
        }
    }

    /// Checks the same three signatures and does nothing else.
    pub(super) fn three_bare_verifies(&self) -> Result<(), CliError> {
        self.bare.iter().try_for_each(|bare| verify(&bare.point, &bare.message, &bare.signature))
    }

    /// Signs the mandate authorization.
    pub(super) fn sign_l2(&self) -> Result<(), CliError> {
        build_l2(black_box(&self.l2_claims), &self.l1, &self.isp)
            .map(|token| drop(black_box(token)))
            .map_err(unbuilt)
    }

    /// Signs the payment token request.
    pub(super) fn sign_l3(&self) -> Result<(), CliError> {
        build_l3(black_box(&self.l3_claims), &self.l2, &self.agent)
            .map(|token| drop(black_box(token)))
            .map_err(unbuilt)
    }

    /// What is signed in L2 and L3, byte for byte.
    pub(super) fn signing_inputs(&self) -> (&[u8], &[u8]) {
        let [_, l2, l3] = &self.bare;
        (&l2.message, &l3.message)
    }
}

fn l1_claims(isp: &SoftwareKey) -> L1Claims {
    L1Claims {
        iss: NETWORK.to_owned(),
        sub: "user-2088-1".to_owned(),
        iat: NOW.plus_seconds(-86_400),
        exp: NOW.plus_seconds(365 * 86_400),
        isp_key: isp.public().clone(),
        isp_type: "MPP".to_owned(),
        isp_name: "ALIPAY_HK".to_owned(),
    }
}

fn l2_claims(agent: &SoftwareKey) -> Result<L2Claims, CliError> {
    let expiry = NOW.plus_seconds(7 * 86_400);
    Ok(L2Claims {
        nonce: "k095JfKE11LgeorCYFzmsw".to_owned(),
        aud: NETWORK.to_owned(),
        iat: NOW,
        exp: expiry,
        idv_result: "FACE".to_owned(),
        idv_time: NOW,
        mode: Mode::Autonomous,
        intent: intent()?,
        token_info: TokenInfo {
            token_unique_reference: "token-reference-1".to_owned(),
            token_status: "ACTIVE".to_owned(),
            user_login_id: "852-****0869".to_owned(),
            wallet_name: "AlipayHK".to_owned(),
        },
        mandate_info: MandateInfo {
            mandate_id: "mandate-1".to_owned(),
            mandate_type: "AUTONOMOUS".to_owned(),
            mandate_status: "ACTIVE".to_owned(),
            mandate_expiry_time: expiry,
        },
        checkout: None,
        agent_key: Some(agent.public().clone()),
    })
}

fn l3_claims() -> Result<L3Claims, CliError> {
    Ok(L3Claims {
        nonce: "QJ0tN1Vw3l5m1s9m0b7g2A".to_owned(),
        aud: NETWORK.to_owned(),
        iat: NOW,
        exp: NOW.plus_seconds(300),
        checkout: checkout()?,
    })
}

fn lay_bare(token: &str, key: &PublicJwk) -> Result<BareSignature, CliError> {
    let jws = token.split('~').next().unwrap_or_default();
    let (message, signature) = jws.rsplit_once('.').unwrap_or_default();
    let signature =
        base64url::decode(signature).ok_or_else(|| CliError::core("bench.signature", "not base64url"))?;
    let mut point = [4; 65];
    for (to, from) in point.iter_mut().skip(1).zip(key.x.iter().chain(&key.y)) {
        *to = *from;
    }
    Ok(BareSignature { point, message: message.as_bytes().to_vec(), signature })
}

fn unbuilt(error: BuildError) -> CliError {
    CliError::core(error.code(), &error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measured_chain_holds_and_so_do_its_bare_signatures() {
        let layers = Layers::new().unwrap();
        assert_eq!(layers.verify_chain(), Ok(()));
        assert_eq!(layers.three_bare_verifies(), Ok(()));
        assert_eq!(layers.sign_l2(), Ok(()));
        assert_eq!(layers.sign_l3(), Ok(()));
    }

    #[test]
    fn a_changed_byte_is_noticed_by_both() {
        let mut layers = Layers::new().unwrap();
        layers.bare[1].message[5] ^= 1;
        assert_eq!(layers.three_bare_verifies().unwrap_err().code(), "bench.ring");
        layers.l3.insert(0, 'A');
        assert!(layers.verify_chain().is_err());
    }
}
