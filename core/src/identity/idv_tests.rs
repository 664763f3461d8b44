use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::clock::ManualClock;
use crate::identity::{KeyPolicy, MemorySecretStore, Secrets, SoftwareVault, Unattended, VaultSigner};

const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

/// A key of its own; the folder lives as long as the key is used.
fn signer() -> (VaultSigner, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
    let clock = Arc::new(ManualClock::at(NOW));
    let vault = SoftwareVault::open(folder.path(), secrets, Arc::new(Unattended), clock).unwrap();
    (VaultSigner::open_or_create(Arc::new(vault), "isp", KeyPolicy::None).unwrap(), folder)
}

fn evidence() -> IdvEvidence {
    IdvEvidence {
        result: "FACE".into(),
        time: NOW,
        method: IdvMethod::DeviceBiometric,
        surface_digest: "digest-1".into(),
    }
}

#[test]
fn evidence_stands_for_five_minutes_and_its_own_surface() {
    let evidence = evidence();
    for (millis, stands) in [(-60_001, false), (-60_000, true), (0, true), (300_000, true), (300_001, false)]
    {
        let result = evidence.check("digest-1", NOW.plus_millis(millis));
        assert_eq!(result.is_ok(), stands, "{millis}: {result:?}");
    }
    assert_eq!(evidence.check("digest-2", NOW), Err(IdvError::OtherSurface));
}

#[test]
fn incomplete_evidence_is_refused_even_for_an_empty_digest() {
    let empty_digest = IdvEvidence { surface_digest: String::new(), ..evidence() };
    assert_eq!(empty_digest.check("", NOW), Err(IdvError::Incomplete));
    for result in [String::new(), "F".repeat(129)] {
        assert_eq!(IdvEvidence { result, ..evidence() }.check("digest-1", NOW), Err(IdvError::Incomplete));
    }
}

#[test]
fn a_proof_stands_only_with_its_key_and_unaltered() {
    let (signer, _folder) = signer();
    let (stranger, _other_folder) = self::signer();
    let proof = IdvProof::make(evidence(), &signer).unwrap();
    assert_eq!(proof.check(&signer.public_jwk(), "digest-1", NOW), Ok(()));
    assert_eq!(proof.check(&stranger.public_jwk(), "digest-1", NOW), Err(IdvError::Unproved));
    let altered = [
        IdvEvidence { result: "NONE".into(), ..evidence() },
        IdvEvidence { time: NOW.plus_millis(1), ..evidence() },
        IdvEvidence { method: IdvMethod::Provider, ..evidence() },
    ];
    for evidence in altered {
        let proof = IdvProof { evidence, ..proof.clone() };
        assert_eq!(proof.check(&signer.public_jwk(), "digest-1", NOW), Err(IdvError::Unproved));
    }
    let hollow = IdvProof { signature: Vec::new(), ..proof };
    assert_eq!(hollow.check(&signer.public_jwk(), "digest-1", NOW), Err(IdvError::Unproved));
}

proptest! {
    #[test]
    fn no_two_evidences_share_their_bytes(a in "[A-Z]{1,6}", b in "[A-Z]{1,6}", c in "[A-Z]{1,6}", d in "[A-Z]{1,6}") {
        let one = IdvEvidence { result: a.clone(), surface_digest: b.clone(), ..evidence() };
        let two = IdvEvidence { result: c.clone(), surface_digest: d.clone(), ..evidence() };
        prop_assert_eq!(one.signing_input() == two.signing_input(), (a, b) == (c, d));
    }
}
