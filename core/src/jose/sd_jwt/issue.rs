//! Issuing (RFC 9901 section 4): which claims to hide, decoys, the signature.

use super::super::json::{Json, Object, Style, Writer};
use super::super::jws;
use super::super::{Entropy, JoseError, Signer};
use super::disclosure::{Disclosure, Salt, digest_text};

/// One step on the way to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into the member of an object.
    Member(String),
    /// Into the element of an array, counted from 0.
    Element(u32),
}

impl From<&str> for Step {
    fn from(name: &str) -> Self {
        Self::Member(name.to_owned())
    }
}

impl From<u32> for Step {
    fn from(index: u32) -> Self {
        Self::Element(index)
    }
}

/// An SD-JWT to be issued. Hiding a claim and something inside it gives a recursive disclosure.
#[derive(Debug, Clone, Default)]
pub struct Issue {
    /// `typ` of the header, if it shall have one.
    pub typ: Option<String>,
    /// All claims.
    pub claims: Object,
    /// Which of them to make selectively disclosable.
    pub hide: Vec<Vec<Step>>,
    /// How many digests without a disclosure to mix in, and into which object.
    pub decoys: Vec<(Vec<Step>, u32)>,
}

impl Issue {
    /// Signs with `signer`, whose `kid` goes into the header, and returns JWS and disclosures, a tilde after each.
    ///
    /// # Errors
    /// [`JoseError::HidePath`]: no such claim, or hidden twice; [`JoseError::Entropy`]; [`JoseError::Sign`].
    pub fn sign(mut self, signer: &dyn Signer, entropy: &dyn Entropy) -> Result<String, JoseError> {
        let mut disclosures = Vec::with_capacity(self.hide.len());
        // the innermost first, so that an outer disclosure holds the digests of the inner ones
        self.hide.sort_by_key(|path| std::cmp::Reverse(path.len()));
        let mut top = Json::Object(self.claims);
        for path in &self.hide {
            disclosures.push(hide(&mut top, path, &salt(entropy)?)?);
        }
        for (path, count) in &self.decoys {
            let Some(Json::Object(members)) = find(&mut top, path) else {
                return Err(no_claim(path));
            };
            for _ in 0..*count {
                push_digest(members, &digest_text(&salt(entropy)?))?;
            }
        }
        let Json::Object(mut payload) = top else {
            return Err(no_claim(&[]));
        };
        if !self.hide.is_empty() || !self.decoys.is_empty() {
            payload.insert("_sd_alg", "sha-256");
        }
        let mut header = Writer::new(Style::Python);
        header.begin_object();
        header.member("alg", "ES256");
        if let Some(typ) = &self.typ {
            header.member("typ", typ);
        }
        let kid = signer.public_jwk().kid;
        if !kid.is_empty() {
            header.member("kid", &kid);
        }
        header.end_object();
        let mut token = jws::sign(&header.finish(), &Json::Object(payload).to_python(), signer)?;
        token.push('~');
        for disclosure in &disclosures {
            token.push_str(disclosure.encoded());
            token.push('~');
        }
        Ok(token)
    }
}

fn hide(top: &mut Json, path: &[Step], salt: &Salt) -> Result<Disclosure, JoseError> {
    let missing = || no_claim(path);
    let (last, parents) = path.split_last().ok_or_else(missing)?;
    match (find(top, parents), last) {
        (Some(Json::Object(members)), Step::Member(name)) if name != "_sd" && name != "..." => {
            let value = members.remove(name).ok_or_else(missing)?;
            let disclosure = Disclosure::new(salt, Some(name), &value);
            push_digest(members, disclosure.digest())?;
            Ok(disclosure)
        }
        (Some(Json::Array(elements)), Step::Element(index)) => {
            let element = usize::try_from(*index)
                .ok()
                .and_then(|index| elements.get_mut(index))
                .filter(|element| element.get("...").is_none())
                .ok_or_else(missing)?;
            let disclosure = Disclosure::new(salt, None, element);
            let placeholder = Object::from_iter([("...", text(disclosure.digest()))]);
            *element = Json::Object(placeholder);
            Ok(disclosure)
        }
        _ => Err(missing()),
    }
}

fn find<'a>(top: &'a mut Json, path: &[Step]) -> Option<&'a mut Json> {
    path.iter().try_fold(top, |value, step| match (value, step) {
        (Json::Object(members), Step::Member(name)) => {
            members.iter_mut().find(|(known, _)| *known == name).map(|(_, value)| value)
        }
        (Json::Array(elements), Step::Element(index)) => elements.get_mut(usize::try_from(*index).ok()?),
        _ => None,
    })
}

/// Adds a digest to `_sd`, which stays sorted so that its order tells nothing.
fn push_digest(members: &mut Object, digest: &[u8]) -> Result<(), JoseError> {
    let mut digests = match members.remove("_sd") {
        None => Vec::new(),
        Some(Json::Array(digests)) => digests,
        Some(_) => return Err(JoseError::Sd { fault: "_sd is not an array" }),
    };
    digests.push(text(digest));
    digests.sort_by(|left, right| left.as_str().cmp(&right.as_str()));
    members.insert("_sd", Json::Array(digests));
    Ok(())
}

fn text(digest: &[u8]) -> Json {
    Json::String(digest.iter().copied().map(char::from).collect())
}

fn salt(entropy: &dyn Entropy) -> Result<Salt, JoseError> {
    let mut salt = Salt::default();
    entropy.fill(&mut salt)?;
    Ok(salt)
}

fn no_claim(path: &[Step]) -> JoseError {
    JoseError::HidePath { path: format!("{path:?}").chars().take(128).collect() }
}
