use std::sync::Mutex;

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

use super::*;

/// A host that signs DER as Android Keystore and the Secure Enclave do, or answers with what it is told.
struct Host {
    pair: EcdsaKeyPair,
    exists: Mutex<bool>,
    public: Option<Vec<u8>>,
    signature: Option<Vec<u8>>,
}

impl Host {
    fn new() -> Self {
        let rng = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &rng).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &rng).unwrap();
        Self { pair, exists: Mutex::new(true), public: None, signature: None }
    }
}

impl KeyVault for Host {
    fn create_key(&self, alias: String, _: KeyPolicy) -> Result<Vec<u8>, VaultError> {
        *self.exists.lock().unwrap() = true;
        self.public_key(alias)
    }
    fn public_key(&self, alias: String) -> Result<Vec<u8>, VaultError> {
        if !*self.exists.lock().unwrap() {
            return Err(VaultError::KeyLost { alias });
        }
        Ok(self.public.clone().unwrap_or_else(|| self.pair.public_key().as_ref().to_vec()))
    }
    fn sign(&self, _: String, message: Vec<u8>, _: String) -> Result<Vec<u8>, VaultError> {
        let signed = self.pair.sign(&SystemRandom::new(), &message).unwrap().as_ref().to_vec();
        Ok(self.signature.clone().unwrap_or(signed))
    }
    fn delete_key(&self, _: String) -> Result<(), VaultError> {
        Ok(())
    }
    fn attestation(&self, _: String, _: Vec<u8>) -> Result<Vec<Vec<u8>>, VaultError> {
        Err(VaultError::Unsupported)
    }
}

#[test]
fn a_der_signature_becomes_r_and_s_and_verifies() {
    let signer = VaultSigner::open(Arc::new(Host::new()), "isp").unwrap();
    for round in 0..64_u8 {
        let signature = signer.sign(&[round]).unwrap();
        assert!(signer.public_jwk().verify(&[round], &signature).is_ok());
    }
}

#[test]
fn a_missing_key_is_made_once() {
    let host = Arc::new(Host { exists: Mutex::new(false), ..Host::new() });
    assert_eq!(VaultSigner::open(host.clone(), "isp").unwrap_err().code(), "vault.key_lost");
    let made = VaultSigner::open_or_create(host.clone(), "isp", KeyPolicy::EveryUse).unwrap();
    assert_eq!(VaultSigner::open(host, "isp").unwrap().public_jwk(), made.public_jwk());
}

#[test]
fn a_signature_that_is_empty_or_anothers_is_not_handed_on() {
    let other = Host::new().sign(String::new(), b"m".to_vec(), String::new()).unwrap();
    for answer in [vec![], vec![0; 64], vec![0xff; 64], other] {
        let host = Host { signature: Some(answer), ..Host::new() };
        let signer = VaultSigner::open(Arc::new(host), "isp").unwrap();
        assert_eq!(signer.try_sign(b"m"), Err(VaultError::Unproved { alias: "isp".into() }));
        let error = signer.sign(b"m").unwrap_err();
        assert_eq!((error.code.as_str(), &error.kid), ("vault.unproved", &signer.public_jwk().kid));
    }
}

#[test]
fn what_is_no_point_on_the_curve_is_no_key() {
    let good = Host::new().pair.public_key().as_ref().to_vec();
    let mut off_curve = good.clone();
    off_curve[64] ^= 1;
    let mut compressed = good[..33].to_vec();
    compressed[0] = 0x02;
    let mut infinity = vec![0; 65];
    infinity[0] = 0x04;
    for public in [vec![], vec![0], off_curve, compressed, infinity, [good.as_slice(), &[0]].concat()] {
        let host = Host { public: Some(public.clone()), ..Host::new() };
        let error = VaultSigner::open(Arc::new(host), "isp").unwrap_err();
        assert_eq!(error.code(), "vault.unproved", "{public:02x?}");
    }
}

#[test]
fn the_kid_is_the_thumbprint_unless_given() {
    let host = Arc::new(Host::new());
    let own = VaultSigner::open(host.clone(), "isp").unwrap();
    assert_eq!(own.public_jwk().kid.len(), 43);
    let named = VaultSigner::open(host, "isp").unwrap().with_kid("mpp-key-1");
    assert_eq!(named.public_jwk().kid, "mpp-key-1");
    assert_eq!(named.public_jwk().x, own.public_jwk().x);
}

#[test]
fn debug_names_the_key_and_nothing_more() {
    let signer = VaultSigner::open(Arc::new(Host::new()), "isp").unwrap();
    let shown = format!("{signer:?}");
    assert_eq!(shown, format!("VaultSigner {{ alias: \"isp\", kid: \"{}\", .. }}", signer.public_jwk().kid));
}
