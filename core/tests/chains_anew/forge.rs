//! A forge for chains: right ones from fresh keys, salts and data, and wrong ones by one change at a chosen point.
//! It writes tokens by itself, without the library's builders, so that it can also write what they never would.

use amp_wallet_core::assurance::{Profile, VerificationPolicy};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::json::{self, Json, Limits, Object};
use amp_wallet_core::jose::{Entropy, Signer, SoftwareKey, SystemEntropy, base64url};
use ring::digest::{SHA256, digest};

/// A change to something on its way into a token.
pub(crate) type Change<T> = Option<Box<dyn Fn(T) -> T>>;

/// A change to finished tokens.
pub(crate) type AfterSigning = Option<Box<dyn Fn(&mut Tokens)>>;

pub(crate) fn object(text: &str) -> Object {
    match json::parse(text.as_bytes(), &Limits::DEFAULT) {
        Ok(Json::Object(members)) => members,
        other => panic!("{other:?} in {text}"),
    }
}

pub(crate) fn value(text: &str) -> Json {
    json::parse(text.as_bytes(), &Limits::DEFAULT).unwrap_or_else(|error| panic!("{error} in {text}"))
}

pub(crate) fn random(length: usize) -> String {
    let mut bytes = vec![0; length];
    SystemEntropy.fill(&mut bytes).unwrap();
    base64url::encode(&bytes)
}

pub(crate) fn hash(text: &str) -> String {
    base64url::encode(digest(&SHA256, text.as_bytes()).as_ref())
}

/// One disclosure before it is encoded.
pub(crate) struct Hidden {
    /// The JSON text.
    pub(crate) text: Vec<u8>,
    /// Does its digest go into `_sd`?
    pub(crate) bound: bool,
    /// Is it presented?
    pub(crate) shown: bool,
    /// A change to its base64url, before the digest is made.
    pub(crate) encoded: Change<String>,
}

impl Hidden {
    pub(crate) fn raw(text: impl Into<Vec<u8>>) -> Self {
        Self { text: text.into(), bound: true, shown: true, encoded: None }
    }

    pub(crate) fn claim(name: &str, value: &Json) -> Self {
        let text = Json::Array(vec![random(16).into(), name.into(), value.clone()]).to_python();
        Self::raw(text)
    }

    pub(crate) fn encode(&self) -> String {
        let text = base64url::encode(&self.text);
        self.encoded.as_ref().map_or(text.clone(), |change| change(text))
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        String::from_utf8_lossy(&self.text).contains(&format!("\", \"{name}\", "))
    }

    /// Changes the value of a well-formed disclosure.
    pub(crate) fn edit(&mut self, change: impl Fn(&mut Json)) {
        let Ok(Json::Array(mut elements)) = json::parse(&self.text, &Limits::DEFAULT) else { panic!() };
        change(elements.last_mut().unwrap());
        self.text = Json::Array(elements).to_python().into_bytes();
    }
}

/// One layer before it is signed.
pub(crate) struct Part {
    pub(crate) header: Object,
    /// Without `_sd`, `sd_hash` and `_sd_alg`, which are added when signing.
    pub(crate) payload: Object,
    pub(crate) hidden: Vec<Hidden>,
    pub(crate) key: std::rc::Rc<SoftwareKey>,
    /// What `sd_hash` covers instead of the whole previous layer.
    pub(crate) covered: Option<fn(&str) -> String>,
    /// Changes the whole payload just before it is written.
    pub(crate) whole: Change<Object>,
    /// Changes the payload's text.
    pub(crate) text: Change<Vec<u8>>,
    /// Changes the header's text.
    pub(crate) header_text: Change<String>,
    /// Changes the payload's base64url, before it is signed.
    pub(crate) payload_part: Change<String>,
    /// Changes the 64 bytes of the signature.
    pub(crate) signature: Change<Vec<u8>>,
    /// Changes the signature's base64url.
    pub(crate) signature_part: Change<String>,
    /// Changes the token, before the next layer is made over it.
    pub(crate) token: Change<String>,
}

impl Part {
    fn new(kid: &str, payload: Object, key: &std::rc::Rc<SoftwareKey>) -> Self {
        Self {
            header: Object::from_iter([("alg", "ES256"), ("typ", "sd+jwt"), ("kid", kid)]),
            payload,
            hidden: Vec::new(),
            key: key.clone(),
            covered: None,
            whole: None,
            text: None,
            header_text: None,
            payload_part: None,
            signature: None,
            signature_part: None,
            token: None,
        }
    }

    /// The disclosure of a claim.
    pub(crate) fn disclosure(&mut self, name: &str) -> &mut Hidden {
        self.hidden.iter_mut().find(|hidden| hidden.is(name)).unwrap()
    }

    fn serialize(&self, previous: Option<&str>) -> String {
        let encoded: Vec<String> = self.hidden.iter().map(Hidden::encode).collect();
        let mut payload = self.payload.clone();
        if let Some(previous) = previous {
            let mut digests: Vec<String> = self
                .hidden
                .iter()
                .zip(&encoded)
                .filter(|(hidden, _)| hidden.bound)
                .map(|(_, encoded)| hash(encoded))
                .collect();
            digests.sort();
            payload.insert("_sd", digests.into_iter().map(Json::from).collect::<Vec<_>>());
            if !payload.contains("sd_hash") {
                let covered = self.covered.map_or_else(|| previous.to_owned(), |cover| cover(previous));
                payload.insert("sd_hash", hash(&covered));
            }
            payload.insert("_sd_alg", "sha-256");
        }
        payload = apply(&self.whole, payload);
        let text = apply(&self.text, Json::Object(payload).to_python().into_bytes());
        let header = apply(&self.header_text, Json::Object(self.header.clone()).to_python());
        let payload_part = apply(&self.payload_part, base64url::encode(&text));
        let message = format!("{}.{payload_part}", base64url::encode(header.as_bytes()));
        let signature = apply(&self.signature, self.key.sign(message.as_bytes()).unwrap().to_vec());
        let mut token = format!("{message}.{}~", apply(&self.signature_part, base64url::encode(&signature)));
        for (hidden, encoded) in self.hidden.iter().zip(&encoded) {
            if hidden.shown {
                token.push_str(encoded);
                token.push('~');
            }
        }
        apply(&self.token, token)
    }
}

fn apply<T>(change: &Change<T>, value: T) -> T {
    match change {
        Some(change) => change(value),
        None => value,
    }
}

/// The three tokens; an empty third one is none.
pub(crate) struct Tokens {
    pub(crate) l1: String,
    pub(crate) l2: String,
    pub(crate) l3: Option<String>,
}

/// A chain before it is signed.
pub(crate) struct Recipe {
    pub(crate) autonomous: bool,
    pub(crate) now: i64,
    pub(crate) root: std::rc::Rc<SoftwareKey>,
    pub(crate) isp: std::rc::Rc<SoftwareKey>,
    pub(crate) agent: std::rc::Rc<SoftwareKey>,
    pub(crate) l1: Part,
    pub(crate) l2: Part,
    pub(crate) l3: Part,
    /// Changes the finished tokens.
    pub(crate) after: AfterSigning,
}

const MERCHANTS: [&str; 6] =
    ["Kedai Kopi", "香港茶餐廳", "متجر القاهرة", "Café 🎧👩‍💻", "Cafe\u{301}", "7-Eleven 日本"];
const CURRENCIES: [&str; 6] = ["USD", "HKD", "JPY", "KRW", "EUR", "KWD"];

fn cnf(key: &SoftwareKey) -> Json {
    Json::Object(Object::from_iter([("jwk", key.public().to_json())]))
}

impl Recipe {
    /// A right chain with fresh keys; `seed` chooses currency, merchant and spelling.
    pub(crate) fn new(autonomous: bool, seed: usize) -> Self {
        let key =
            |role: &str| std::rc::Rc::new(SoftwareKey::generate(&format!("{role}-{}", random(6))).unwrap());
        let (root, isp, agent) = (key("root"), key("isp"), key("agent"));
        let now = 1_790_000_000 + i64::try_from(seed).unwrap() * 1_000_003;
        let merchant = MERCHANTS[seed % MERCHANTS.len()];
        let currency = CURRENCIES[seed % CURRENCIES.len()];
        let amount = |minor: u32| match seed % 2 {
            0 => format!(r#"{{"value": "{minor}", "currency": "{currency}"}}"#),
            _ => format!(r#"{{"amount": {minor}, "currency": "{currency}"}}"#),
        };
        let mut identity = object(&format!(
            r#"{{"iss": "alipayplus.com", "sub": "user-{}", "iat": {now}, "exp": {}}}"#,
            random(6),
            now + 31_536_000
        ));
        identity.insert("cnf", cnf(&isp));
        identity.insert("isp_type", "MPP");
        identity.insert("isp_name", "ALIPAY_HK");
        let mut mandate = object(&format!(
            r#"{{"nonce": "{}", "aud": "l2.example", "iat": {now}, "exp": {}, "idv_result": "FACE",
                "idv_time": "2026-11-10T10:30:00+08:00", "mode": "{}"}}"#,
            random(16),
            now + 86_400,
            if autonomous { "AUTONOMOUS" } else { "IMMEDIATE" }
        ));
        let checkout = value(&format!(
            r#"{{"total_amount": {}, "merchant": {{"reference_merchant_id": "M-{}", "merchant_name": "{merchant}",
                "merchant_mcc": "5732", "merchant_website_url": "https://shop.example"}},
                "goods": [{{"goods_name": "Item", "goods_unit_amount": {}, "goods_quantity": "1"}}],
                "reference_checkout_id": "C-{}"}}"#,
            amount(500),
            random(4),
            amount(500),
            random(4)
        ));
        let intent = if autonomous {
            mandate.insert("cnf", cnf(&agent));
            value(&format!(
                r#"{{"raw": "buy", "desc": "Purchase", "expiry_time": "2035-01-01T00:00:00+08:00", "constraints":
                    {{"budget_amount": {}, "merchant_name_list": ["{merchant}"], "merchant_mcc_list": ["5732"]}}}}"#,
                amount(10_000)
            ))
        } else {
            value(r#"{"raw": "buy", "desc": "Purchase"}"#)
        };
        let token_info = value(
            r#"{"token_unique_reference": "T", "token_status": "ACTIVE", "user_login_id": "852-****1", "wallet_name": "W"}"#,
        );
        let mandate_info = value(&format!(
            r#"{{"mandate_id": "m", "mandate_type": "{}", "mandate_status": "ACTIVE", "mandate_expiry_time": "2036-01-01T00:00:00Z"}}"#,
            if autonomous { "AUTONOMOUS" } else { "IMMEDIATE" }
        ));
        let request = object(&format!(
            r#"{{"nonce": "{}", "aud": "l3.example", "iat": {now}, "exp": {}}}"#,
            random(16),
            now + 300
        ));
        let mut l2 = Part::new(&isp.public().kid, mandate, &isp);
        let mut l3 = Part::new(&agent.public().kid, request, &agent);
        for (name, claim) in
            [("intent", &intent), ("token_info", &token_info), ("mandate_info", &mandate_info)]
        {
            l2.hidden.push(Hidden::claim(name, claim));
        }
        let order = Hidden::claim("checkout", &checkout);
        if autonomous {
            l3.hidden.push(order)
        } else {
            l2.hidden.push(order)
        }
        Self {
            autonomous,
            now,
            l1: Part::new(&root.public().kid, identity, &root),
            l2,
            l3,
            root,
            isp,
            agent,
            after: None,
        }
    }

    /// The layer that carries the order.
    pub(crate) fn ordering(&mut self) -> &mut Part {
        if self.autonomous { &mut self.l3 } else { &mut self.l2 }
    }

    pub(crate) fn forge(&self) -> Tokens {
        let l1 = self.l1.serialize(None);
        let l2 = self.l2.serialize(Some(&l1));
        let l3 = self.autonomous.then(|| self.l3.serialize(Some(&l2)));
        let mut tokens = Tokens { l1, l2, l3 };
        if let Some(change) = &self.after {
            change(&mut tokens);
        }
        tokens
    }

    pub(crate) fn policy(&self) -> VerificationPolicy {
        VerificationPolicy {
            roots: vec![self.root.public().clone()],
            iss: "alipayplus.com".to_owned(),
            l2_aud: "l2.example".to_owned(),
            l3_aud: "l3.example".to_owned(),
            leeway_seconds: 60,
            profile: Profile::Strict,
        }
    }

    pub(crate) fn time(&self) -> Timestamp {
        Timestamp::from_seconds(self.now)
    }
}
