use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;

use super::*;
use crate::clock::ManualClock;
use crate::identity::{FileSecretStore, MemorySecretStore, SecretStore, Unattended, VaultSigner};
use crate::jose::{PublicJwk, Signer};

/// Counts how often the person is asked, and refuses from the `limit`th time on.
#[derive(Default)]
struct Counted {
    asked: AtomicU32,
    limit: u32,
}

impl UserPresence for Counted {
    fn confirm(&self, _: &str) -> Result<(), VaultError> {
        let before = self.asked.fetch_add(1, Ordering::SeqCst);
        if before < self.limit { Ok(()) } else { Err(VaultError::Cancelled) }
    }
}

fn vault_in(folder: &Path, store: Arc<dyn SecretStore>) -> SoftwareVault {
    let clock = Arc::new(ManualClock::default());
    SoftwareVault::open(folder, Secrets::new(store), Arc::new(Unattended), clock).unwrap()
}

#[test]
fn a_key_survives_a_restart_with_a_software_secret_store() {
    let data = tempfile::tempdir().unwrap();
    let (keys, secrets) = (data.path().join("keys"), data.path().join("secrets"));
    let open = || vault_in(&keys, Arc::new(FileSecretStore::open(&secrets).unwrap()));
    let public = open().create_key("isp".into(), KeyPolicy::None).unwrap();
    let vault = open();
    assert_eq!(vault.public_key("isp".into()).unwrap(), public);
    let signature = vault.sign("isp".into(), b"message".to_vec(), String::new()).unwrap();
    assert!(PublicJwk::from_sec1(&public).unwrap().verify(b"message", &signature).is_ok());
}

#[test]
fn an_existing_key_is_never_replaced() {
    let data = tempfile::tempdir().unwrap();
    let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    let public = vault.create_key("a".into(), KeyPolicy::None).unwrap();
    let again = vault.create_key("a".into(), KeyPolicy::None);
    assert_eq!(again, Err(VaultError::KeyExists { alias: "a".into() }));
    assert_eq!(vault.public_key("a".into()), Ok(public));
}

#[test]
fn a_deleted_key_signs_nothing_and_deleting_twice_is_no_error() {
    let data = tempfile::tempdir().unwrap();
    let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    vault.create_key("a".into(), KeyPolicy::None).unwrap();
    vault.delete_key("a".into()).unwrap();
    vault.delete_key("a".into()).unwrap();
    let refused = vault.sign("a".into(), vec![], String::new());
    assert_eq!(refused, Err(VaultError::KeyLost { alias: "a".into() }));
}

#[test]
fn keys_without_their_sealing_key_are_lost_and_not_overwritten() {
    let data = tempfile::tempdir().unwrap();
    vault_in(data.path(), Arc::new(MemorySecretStore::default()))
        .create_key("a".into(), KeyPolicy::None)
        .unwrap();
    let stranger = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    assert_eq!(stranger.public_key("a".into()), Err(VaultError::KeyLost { alias: "a".into() }));
    let made = stranger.create_key("b".into(), KeyPolicy::None);
    assert_eq!(made, Err(VaultError::KeyLost { alias: "b".into() }));
}

#[test]
fn a_key_file_under_anothers_alias_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    vault.create_key("agent".into(), KeyPolicy::None).unwrap();
    std::fs::copy(data.path().join("k-agent.key"), data.path().join("k-isp.key")).unwrap();
    assert_eq!(vault.public_key("isp".into()), Err(VaultError::KeyCorrupt { alias: "isp".into() }));
}

#[test]
fn a_policy_cannot_be_loosened_in_the_file() {
    let data = tempfile::tempdir().unwrap();
    let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    vault.create_key("a".into(), KeyPolicy::EveryUse).unwrap();
    let path = data.path().join("k-a.key");
    let mut file = std::fs::read(&path).unwrap();
    assert_eq!(file[5], 1);
    file[5] = 0;
    std::fs::write(&path, file).unwrap();
    let refused = vault.sign("a".into(), vec![], String::new());
    assert_eq!(refused, Err(VaultError::KeyCorrupt { alias: "a".into() }));
}

#[cfg(unix)]
#[test]
fn key_files_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let data = tempfile::tempdir().unwrap();
    let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    vault.create_key("a".into(), KeyPolicy::None).unwrap();
    let mode = std::fs::metadata(data.path().join("k-a.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn every_use_asks_every_time_and_a_cancelled_prompt_signs_nothing() {
    let data = tempfile::tempdir().unwrap();
    let person = Arc::new(Counted { limit: 2, ..Counted::default() });
    let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
    let clock = Arc::new(ManualClock::default());
    let vault = SoftwareVault::open(data.path(), secrets, person.clone(), clock).unwrap();
    vault.create_key("a".into(), KeyPolicy::EveryUse).unwrap();
    let sign = || vault.sign("a".into(), b"m".to_vec(), "pay".into());
    assert!(sign().is_ok() && sign().is_ok());
    assert_eq!(sign(), Err(VaultError::Cancelled));
    assert_eq!(person.asked.load(Ordering::SeqCst), 3);
}

#[test]
fn a_timed_key_asks_again_when_the_time_is_over_or_the_clock_was_set_back() {
    let data = tempfile::tempdir().unwrap();
    let person = Arc::new(Counted { limit: 10, ..Counted::default() });
    let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
    let clock = Arc::new(ManualClock::at(Timestamp::from_seconds(1_000)));
    let vault = SoftwareVault::open(data.path(), secrets, person.clone(), clock.clone()).unwrap();
    vault.create_key("a".into(), KeyPolicy::Timed { seconds: 30 }).unwrap();
    let asked_at = |now: i64| {
        clock.set(Timestamp::from_seconds(now));
        vault.sign("a".into(), b"m".to_vec(), String::new()).unwrap();
        person.asked.load(Ordering::SeqCst)
    };
    assert_eq!([1_000, 1_029, 1_030, 1_010].map(asked_at), [1, 1, 2, 3]);
}

#[test]
fn no_hardware_vouches_for_a_software_key() {
    let data = tempfile::tempdir().unwrap();
    let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    vault.create_key("a".into(), KeyPolicy::None).unwrap();
    assert_eq!(vault.attestation("a".into(), vec![1]), Err(VaultError::Unsupported));
}

#[test]
fn debug_shows_no_key() {
    let data = tempfile::tempdir().unwrap();
    let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
    vault.create_key("a".into(), KeyPolicy::None).unwrap();
    let shown = format!("{vault:?}");
    assert!(shown.starts_with("SoftwareVault { folder: PrivateFolder") && shown.len() < 300, "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn one_flipped_bit_in_a_key_file_is_found(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let data = tempfile::tempdir().unwrap();
        let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
        vault.create_key("a".into(), KeyPolicy::None).unwrap();
        let path = data.path().join("k-a.key");
        let mut file = std::fs::read(&path).unwrap();
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        std::fs::write(&path, &file).unwrap();
        prop_assert_eq!(vault.public_key("a".into()), Err(VaultError::KeyCorrupt { alias: "a".into() }));
    }

    #[test]
    fn a_cut_key_file_is_found(keep in any::<prop::sample::Index>()) {
        let data = tempfile::tempdir().unwrap();
        let vault = vault_in(data.path(), Arc::new(MemorySecretStore::default()));
        vault.create_key("a".into(), KeyPolicy::None).unwrap();
        let path = data.path().join("k-a.key");
        let file = std::fs::read(&path).unwrap();
        std::fs::write(&path, &file[..keep.index(file.len())]).unwrap();
        prop_assert_eq!(vault.public_key("a".into()), Err(VaultError::KeyCorrupt { alias: "a".into() }));
    }

    #[test]
    fn whatever_is_signed_verifies_and_nothing_else(message in proptest::collection::vec(any::<u8>(), 0..200), other in any::<u8>()) {
        let data = tempfile::tempdir().unwrap();
        let vault = Arc::new(vault_in(data.path(), Arc::new(MemorySecretStore::default())));
        let signer = VaultSigner::open_or_create(vault, "a", KeyPolicy::None).unwrap();
        let signature = signer.sign(&message).unwrap();
        prop_assert!(signer.public_jwk().verify(&message, &signature).is_ok());
        let mut altered = message.clone();
        altered.push(other);
        prop_assert!(signer.public_jwk().verify(&altered, &signature).is_err());
    }
}
