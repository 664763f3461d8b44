//! Putting the claims together again (RFC 9901 section 7.1).

use super::super::base64url::{self, DigestText};
use super::super::json::{self, Json, JsonError, Object};
use super::super::{JoseError, Part};
use super::disclosure::digest_text;
use super::parse::{SdJwt, SdLimits};

/// How many places with withheld claims are named, and how long a name may be. A token with more is refused, since
/// one that is not named may be the one that matters.
const NAMED_PLACES: u32 = 4_096;
const PLACE_BYTES: usize = 256;

/// The claims of an SD-JWT, the disclosed ones kept apart from those that everyone sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processed {
    /// Claims that stand in the signed payload itself, without `_sd` and `_sd_alg`.
    pub signed: Object,
    /// Top-level claims that were disclosed, in the order of their digests.
    pub disclosed: Object,
    /// Did the payload have `_sd`?
    pub has_sd: bool,
    /// Did the payload have `_sd_alg`? If so, it is `sha-256`.
    pub has_sd_alg: bool,
    /// Objects and arrays below the top with digests that no disclosure answers (withheld, or decoys), as dotted
    /// paths, at most 4,096.
    pub withheld: Vec<String>,
}

impl Processed {
    /// All claims in one object: the processed payload of RFC 9901.
    #[must_use]
    pub fn into_claims(self) -> Json {
        let mut claims = self.signed;
        for (name, value) in self.disclosed {
            claims.insert(name, value);
        }
        Json::Object(claims)
    }

    /// Claim `name`, disclosed or not.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.signed.get(name).or_else(|| self.disclosed.get(name))
    }
}

impl SdJwt<'_> {
    /// Reads the payload and puts every disclosure in its place. Call it after the signature was checked.
    ///
    /// # Errors
    /// [`JoseError`]: each digest occurs once, each disclosure is bound by exactly one of them, none hides
    /// another claim.
    pub fn process(&self, limits: &SdLimits) -> Result<Processed, JoseError> {
        let mut signed = self.jws().payload(&limits.json)?;
        let has_sd_alg = match signed.remove("_sd_alg") {
            None => false,
            Some(Json::String(name)) if name == "sha-256" => true,
            Some(_) => return Err(JoseError::SdAlg),
        };
        let mut binder = Binder::new(self.disclosures(), limits)?;
        let sd = signed.remove("_sd");
        let has_sd = sd.is_some();
        binder.members(&mut signed, 1, &Place::Top)?;
        let mut disclosed = Object::new();
        for digest in binder.digests(sd)? {
            let Some((name, mut value)) = binder.object_claim(digest)? else {
                continue;
            };
            if signed.contains(&name) || disclosed.contains(&name) {
                return Err(collision(&name));
            }
            if name == "_sd_alg" {
                return Err(JoseError::DisclosureName { name });
            }
            binder.value(&mut value, 2, &Place::Member(&Place::Top, &name))?;
            disclosed.insert(name, value);
        }
        let withheld = binder.finish()?;
        Ok(Processed { signed, disclosed, has_sd, has_sd_alg, withheld })
    }
}

/// Where in the claims we are, for naming it.
enum Place<'a> {
    Top,
    Member(&'a Place<'a>, &'a str),
}

impl Place<'_> {
    fn path(&self) -> String {
        match self {
            Self::Top => String::new(),
            Self::Member(parent, name) => {
                let mut path = parent.path();
                if !path.is_empty() {
                    path.push('.');
                }
                path.extend(name.chars().take(PLACE_BYTES.saturating_sub(path.len())));
                path
            }
        }
    }
}

/// The disclosures, sorted by digest, each to be used once.
struct Binder<'a> {
    disclosures: Vec<(DigestText, &'a str, bool)>,
    seen: Vec<String>,
    withheld: Vec<String>,
    limits: &'a SdLimits,
}

impl<'a> Binder<'a> {
    fn new(presented: &[&'a str], limits: &'a SdLimits) -> Result<Self, JoseError> {
        let mut disclosures: Vec<_> =
            presented.iter().map(|text| (digest_text(text.as_bytes()), *text, false)).collect();
        disclosures.sort_unstable_by_key(|known| known.0);
        if disclosures.windows(2).any(|pair| matches!(pair, [left, right] if left.0 == right.0)) {
            return Err(JoseError::DisclosureDuplicate);
        }
        Ok(Self { disclosures, seen: Vec::new(), withheld: Vec::new(), limits })
    }

    fn finish(mut self) -> Result<Vec<String>, JoseError> {
        self.seen.sort_unstable();
        if self.seen.windows(2).any(|pair| matches!(pair, [left, right] if left == right)) {
            return Err(JoseError::DigestDuplicate);
        }
        let unbound = self.disclosures.iter().filter(|(_, _, used)| !used).count();
        if unbound > 0 {
            return Err(JoseError::DisclosureUnbound { count: u32::try_from(unbound).unwrap_or(u32::MAX) });
        }
        Ok(self.withheld)
    }

    /// The texts in `_sd`.
    fn digests(&self, sd: Option<Json>) -> Result<Vec<String>, JoseError> {
        let elements = match sd {
            None => return Ok(Vec::new()),
            Some(Json::Array(elements)) => elements,
            Some(_) => return Err(JoseError::Sd { fault: "_sd is not an array" }),
        };
        elements
            .into_iter()
            .map(|element| match element {
                Json::String(digest) => Ok(digest),
                _ => Err(JoseError::Sd { fault: "_sd holds something else than strings" }),
            })
            .collect()
    }

    /// The disclosure that `digest` binds, if it was presented. A second use of one digest stays unanswered
    /// here and is refused at the end.
    fn take(&mut self, digest: String) -> Result<Option<Vec<Json>>, JoseError> {
        let found = self.disclosures.binary_search_by(|known| known.0.as_slice().cmp(digest.as_bytes()));
        self.seen.push(digest);
        let Some((_, text, used)) = found.ok().and_then(|index| self.disclosures.get_mut(index)) else {
            return Ok(None);
        };
        if std::mem::replace(used, true) {
            return Err(JoseError::DigestDuplicate);
        }
        let bytes = base64url::decode(text).ok_or(JoseError::Base64 { part: Part::Disclosure })?;
        let parsed = json::parse(&bytes, &self.limits.json).map_err(|source| match source {
            JsonError::Duplicate { .. } => JoseError::Json { part: Part::Disclosure, source },
            limit if limit.is_limit() => JoseError::Json { part: Part::Disclosure, source: limit },
            _ => JoseError::DisclosureMalformed { fault: "not JSON" },
        })?;
        match parsed {
            Json::Array(elements) => Ok(Some(elements)),
            _ => Err(JoseError::DisclosureMalformed { fault: "not an array" }),
        }
    }

    /// Name and value of the object member that `digest` binds.
    fn object_claim(&mut self, digest: String) -> Result<Option<(String, Json)>, JoseError> {
        let Some(elements) = self.take(digest)? else {
            return Ok(None);
        };
        let malformed = |fault| JoseError::DisclosureMalformed { fault };
        let [salt, name, value] = <[Json; 3]>::try_from(elements)
            .map_err(|_| malformed("a member's disclosure has three elements"))?;
        match (salt, name) {
            (Json::String(_), Json::String(name)) if matches!(name.as_str(), "_sd" | "...") => {
                Err(JoseError::DisclosureName { name })
            }
            (Json::String(_), Json::String(name)) => Ok(Some((name, value))),
            _ => Err(malformed("salt and name are strings")),
        }
    }

    fn value(&mut self, value: &mut Json, depth: u32, place: &Place<'_>) -> Result<(), JoseError> {
        match value {
            Json::Object(members) => self.object(members, depth, place),
            Json::Array(elements) => self.array(elements, depth, place),
            _ => Ok(()),
        }
    }

    fn object(&mut self, members: &mut Object, depth: u32, place: &Place<'_>) -> Result<(), JoseError> {
        self.check_depth(depth)?;
        let sd = members.remove("_sd");
        self.members(members, depth, place)?;
        let mut unanswered = false;
        for digest in self.digests(sd)? {
            let Some((name, mut value)) = self.object_claim(digest)? else {
                unanswered = true;
                continue;
            };
            if members.contains(&name) {
                return Err(collision(&name));
            }
            self.value(&mut value, depth + 1, &Place::Member(place, &name))?;
            members.insert(name, value);
        }
        if unanswered {
            self.note_withheld(place)?;
        }
        Ok(())
    }

    fn members(&mut self, members: &mut Object, depth: u32, place: &Place<'_>) -> Result<(), JoseError> {
        for (name, value) in members.iter_mut() {
            if name == "..." {
                return Err(JoseError::Sd { fault: "... stands outside an array" });
            }
            self.value(value, depth + 1, &Place::Member(place, name))?;
        }
        Ok(())
    }

    fn array(&mut self, elements: &mut Vec<Json>, depth: u32, place: &Place<'_>) -> Result<(), JoseError> {
        self.check_depth(depth)?;
        let mut unanswered = false;
        let mut kept = Vec::with_capacity(elements.len());
        for mut element in elements.drain(..) {
            if let Some(digest) = placeholder(&element)? {
                match self.take(digest)? {
                    None => {
                        unanswered = true;
                        continue;
                    }
                    Some(parts) => {
                        element = match <[Json; 2]>::try_from(parts) {
                            Ok([Json::String(_), value]) => value,
                            _ => {
                                let fault = "an element's disclosure is a salt and a value";
                                return Err(JoseError::DisclosureMalformed { fault });
                            }
                        };
                        // a disclosed element may hold digests of its own, but is not one
                        if placeholder(&element)?.is_some() {
                            return Err(JoseError::Sd { fault: "... stands outside an array" });
                        }
                    }
                }
            }
            self.value(&mut element, depth + 1, place)?;
            kept.push(element);
        }
        *elements = kept;
        if unanswered {
            self.note_withheld(place)?;
        }
        Ok(())
    }

    const fn check_depth(&self, depth: u32) -> Result<(), JoseError> {
        if depth > self.limits.json.depth {
            let source = JsonError::TooDeep { offset: 0, limit: self.limits.json.depth };
            return Err(JoseError::Json { part: Part::Disclosure, source });
        }
        Ok(())
    }

    fn note_withheld(&mut self, place: &Place<'_>) -> Result<(), JoseError> {
        if self.withheld.len() as u64 >= u64::from(NAMED_PLACES) {
            let source = JsonError::TooManyValues { limit: NAMED_PLACES };
            return Err(JoseError::Json { part: Part::Payload, source });
        }
        self.withheld.push(place.path());
        Ok(())
    }
}

/// The digest of an array element of the form `{"...": digest}`.
fn placeholder(element: &Json) -> Result<Option<String>, JoseError> {
    let Some(members) = element.as_object() else {
        return Ok(None);
    };
    match members.get("...") {
        None => Ok(None),
        Some(_) if members.len() > 1 => Err(JoseError::Sd { fault: "... has other members beside it" }),
        Some(Json::String(digest)) => Ok(Some(digest.clone())),
        Some(_) => Err(JoseError::Sd { fault: "... is not a string" }),
    }
}

fn collision(name: &str) -> JoseError {
    JoseError::DisclosureCollision { name: name.chars().take(64).collect() }
}
