use crate::jose::SignError;
use std::sync::Mutex;

use super::*;
use crate::clock::{ManualClock, Timestamp};
use crate::identity::{
    IdvMethod, MemorySecretStore, RemoteIsp, RemoteKey, RemoteSigning, RemoteSigningRequest, Secrets,
    SoftwareVault, Unattended,
};

struct Desk {
    vault: Arc<SoftwareVault>,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
    let clock = Arc::new(ManualClock::default());
    let vault = SoftwareVault::open(folder.path(), secrets, Arc::new(Unattended), clock).unwrap();
    Desk { vault: Arc::new(vault), _folder: folder }
}

fn request(wallet_id: &str, bound_key: PublicJwk) -> IspRequest {
    let evidence = IdvEvidence {
        result: "FACE".into(),
        time: Timestamp::from_seconds(1),
        method: IdvMethod::Provider,
        surface_digest: "digest".into(),
    };
    IspRequest { wallet_id: wallet_id.into(), bound_key, evidence, reason: "Approve".into() }
}

/// A wallet provider's server: its keys in a software vault, refusing evidence that is not `FACE`.
struct Server {
    vault: Arc<SoftwareVault>,
    answer: Mutex<Option<Vec<u8>>>,
}

impl Server {
    fn new(desk: &Desk) -> Arc<Self> {
        Arc::new(Self { vault: desk.vault.clone(), answer: Mutex::new(None) })
    }
}

impl RemoteSigning for Server {
    fn enroll(&self, wallet_id: String) -> Result<RemoteKey, IspError> {
        let vault: Arc<dyn KeyVault> = self.vault.clone();
        let alias = isp_key_alias(&wallet_id);
        VaultSigner::open_or_create(vault, &alias, KeyPolicy::None)?;
        Ok(RemoteKey { kid: "mpp-key-1".into(), public_key: self.vault.public_key(alias)? })
    }

    fn sign(&self, request: RemoteSigningRequest) -> Result<Vec<u8>, IspError> {
        if request.evidence.result != "FACE" {
            return Err(IspError::Refused { provider_code: "IDV_FAILED".into() });
        }
        if let Some(answer) = self.answer.lock().unwrap().clone() {
            return Ok(answer);
        }
        Ok(self.vault.sign(isp_key_alias(&request.wallet_id), request.signing_input, String::new())?)
    }
}

#[test]
fn both_providers_enroll_one_key_per_wallet_and_sign_with_it() {
    let desk = desk();
    let device = DeviceIsp::new(desk.vault.clone(), KeyPolicy::EveryUse);
    let remote = RemoteIsp::new(Server::new(&desk));
    let providers: [&dyn IdentitySignatureProvider; 2] = [&device, &remote];
    for provider in providers {
        let key = provider.enroll("user-1").unwrap();
        assert_eq!(provider.enroll("user-1").unwrap(), key);
        assert!(!provider.enroll("user-2").unwrap().same_point(&key));
        let signer = provider.signer(request("user-1", key.clone())).unwrap();
        assert_eq!(signer.public_jwk(), key);
        let signature = signer.sign(b"L2").unwrap();
        assert!(key.verify(b"L2", &signature).is_ok(), "{:?}", provider.kind());
    }
}

#[test]
fn a_device_key_signs_under_the_kid_that_was_bound() {
    let desk = desk();
    let isp = DeviceIsp::new(desk.vault.clone(), KeyPolicy::None);
    let bound = PublicJwk { kid: "mpp-key-1".into(), ..isp.enroll("user-1").unwrap() };
    assert_eq!(isp.signer(request("user-1", bound.clone())).unwrap().public_jwk(), bound);
}

#[test]
fn a_key_that_was_made_anew_does_not_sign_for_the_old_binding() {
    let desk = desk();
    let isp = DeviceIsp::new(desk.vault.clone(), KeyPolicy::None);
    let bound = isp.enroll("user-1").unwrap();
    desk.vault.delete_key(isp_key_alias("user-1")).unwrap();
    let lost = isp.signer(request("user-1", bound.clone())).map(|_| ()).unwrap_err();
    assert_eq!(lost.code(), "vault.key_lost");
    isp.enroll("user-1").unwrap();
    let changed = isp.signer(request("user-1", bound)).map(|_| ()).unwrap_err();
    assert_eq!(changed.code(), "isp.key_changed");
}

#[test]
fn a_servers_answer_that_does_not_verify_is_not_handed_on() {
    let desk = desk();
    let server = Server::new(&desk);
    let isp = RemoteIsp::new(server.clone());
    let key = isp.enroll("user-1").unwrap();
    isp.enroll("user-2").unwrap();
    let others = desk.vault.sign(isp_key_alias("user-2"), b"L2".to_vec(), String::new()).unwrap();
    for answer in [Vec::new(), vec![0; 64], others] {
        *server.answer.lock().unwrap() = Some(answer);
        let error = isp.signer(request("user-1", key.clone())).unwrap().sign(b"L2").unwrap_err();
        assert_eq!(error, SignError { kid: "mpp-key-1".into(), code: "isp.unproved".into() });
    }
}

#[test]
fn a_server_that_refuses_the_evidence_signs_nothing() {
    let desk = desk();
    let isp = RemoteIsp::new(Server::new(&desk));
    let mut request = request("user-1", isp.enroll("user-1").unwrap());
    request.evidence.result = "NONE".into();
    assert_eq!(isp.signer(request).unwrap().sign(b"L2").unwrap_err().code, "isp.refused");
}

#[test]
fn any_wallet_id_gives_a_valid_alias_of_its_own() {
    let ids = ["user-1", "user-2", "", "Ä/..\\\0", &"x".repeat(100_000)];
    let aliases: std::collections::HashSet<String> = ids.iter().map(|id| isp_key_alias(id)).collect();
    assert_eq!(aliases.len(), ids.len());
    assert!(aliases.iter().all(|alias| crate::identity::vault::check_alias(alias).is_ok()));
}
