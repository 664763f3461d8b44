//! The digest that ties an approval to what was shown.
//!
//! Every value is written with its length or behind a marker, so that no two contents have one encoding. Structures
//! are taken apart whole: a field that is added later and forgotten here does not compile.

use ring::digest::{Context, SHA256};

use super::{AuthorizationSurface, Emphasis, FieldValue, SurfaceField, SurfaceKind, SurfaceWarning};
use crate::agents::AgentProfile;
use crate::assurance::{Checkout, Constraints, Extensions, Goods, Intent, MandateInfo, Merchant, TokenInfo};
use crate::jose::{PublicJwk, base64url};
use crate::mandates::{AdjustmentContent, AuthorizationContent, EnrollmentContent, MandateContent};
use crate::money::Amount;

const DOMAIN: &str = "amp-wallet-core/surface/1";

/// base64url SHA-256 over the content and everything that the surface shows of it.
pub(super) fn of(content: &AuthorizationContent, surface: &AuthorizationSurface) -> String {
    let mut encoder = Encoder(Context::new(&SHA256));
    encoder.text(DOMAIN);
    match content {
        AuthorizationContent::Enrollment(content) => {
            encoder.text("enrollment");
            encoder.enrollment(content);
        }
        AuthorizationContent::Mandate(content) => {
            encoder.text("mandate");
            encoder.mandate(content);
        }
    }
    encoder.finish(surface)
}

/// The same for a budget that is to be raised.
pub(super) fn of_adjustment(content: &AdjustmentContent, surface: &AuthorizationSurface) -> String {
    let AdjustmentContent { adjustment_id, mandate_id, agent, desc, before, used, after, expires_at } =
        content;
    let mut encoder = Encoder(Context::new(&SHA256));
    encoder.text(DOMAIN);
    encoder.text("adjustment");
    encoder.text(adjustment_id);
    encoder.text(mandate_id);
    encoder.agent(agent);
    encoder.text(desc);
    encoder.amount(*before);
    encoder.amount(*used);
    encoder.amount(*after);
    encoder.number(expires_at.millis());
    encoder.finish(surface)
}

struct Encoder(Context);

impl Encoder {
    /// What the surface shows of the content, and the digest over both.
    fn finish(mut self, surface: &AuthorizationSurface) -> String {
        let AuthorizationSurface { kind, fields, warnings, glance, voice, digest: _ } = surface;
        self.text(match kind {
            SurfaceKind::Enrollment => "enrollment",
            SurfaceKind::Immediate => "immediate",
            SurfaceKind::Autonomous => "autonomous",
            SurfaceKind::Adjustment => "adjustment",
        });
        self.list(fields, Self::field);
        self.list(warnings, Self::warning);
        self.list(glance, |encoder, line| encoder.text(line));
        self.text(voice);
        base64url::encode(self.0.finish().as_ref())
    }

    fn number(&mut self, number: i64) {
        self.0.update(&number.to_be_bytes());
    }

    fn length(&mut self, length: usize) {
        self.0.update(&u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn option<T>(&mut self, value: Option<T>, encode: impl FnOnce(&mut Self, T)) {
        self.number(i64::from(value.is_some()));
        if let Some(value) = value {
            encode(self, value);
        }
    }

    fn list<T>(&mut self, values: &[T], encode: impl Fn(&mut Self, &T)) {
        self.length(values.len());
        for value in values {
            encode(self, value);
        }
    }

    fn amount(&mut self, amount: Amount) {
        self.text(amount.currency().code());
        self.number(amount.micros());
    }

    fn key(&mut self, key: &PublicJwk) {
        let PublicJwk { kid, x, y } = key;
        self.text(kid);
        self.bytes(x);
        self.bytes(y);
    }

    fn agent(&mut self, agent: &AgentProfile) {
        let AgentProfile { agent_id, display_name, developer, website, verified } = agent;
        self.text(agent_id);
        self.text(display_name);
        self.option(developer.as_deref(), Self::text);
        self.option(website.as_deref(), Self::text);
        self.number(i64::from(*verified));
    }

    fn enrollment(&mut self, content: &EnrollmentContent) {
        let EnrollmentContent {
            auth_session_id,
            agent,
            wallet_name,
            user_login_id,
            agent_key,
            former_agent_key,
            isp_key,
            expires_at,
        } = content;
        self.text(auth_session_id);
        self.agent(agent);
        self.option(agent_key.as_ref(), Self::key);
        self.option(former_agent_key.as_ref(), Self::key);
        self.text(wallet_name);
        self.text(user_login_id);
        self.key(isp_key);
        self.number(expires_at.millis());
    }

    fn mandate(&mut self, content: &MandateContent) {
        let MandateContent {
            auth_session_id,
            mode,
            agent,
            agent_key,
            former_agent_key,
            intent,
            checkout,
            token_info,
            mandate_info,
        } = content;
        self.text(auth_session_id);
        self.text(mode.as_str());
        self.agent(agent);
        self.option(agent_key.as_ref(), Self::key);
        self.option(former_agent_key.as_ref(), Self::key);
        let Intent { raw, desc, expiry_time, constraints } = intent;
        self.text(raw);
        self.text(desc);
        self.option(*expiry_time, |encoder, at| encoder.number(at.millis()));
        self.option(constraints.as_ref(), Self::constraints);
        self.option(checkout.as_ref(), Self::checkout);
        let TokenInfo { token_unique_reference, token_status, user_login_id, wallet_name } = token_info;
        for text in [token_unique_reference, token_status, user_login_id, wallet_name] {
            self.text(text);
        }
        let MandateInfo { mandate_id, mandate_type, mandate_status, mandate_expiry_time } = mandate_info;
        for text in [mandate_id, mandate_type, mandate_status] {
            self.text(text);
        }
        self.number(mandate_expiry_time.millis());
    }

    fn constraints(&mut self, bounds: &Constraints) {
        let Constraints {
            budget,
            merchant_names,
            merchant_mccs,
            per_transaction_max,
            per_transaction_min,
            extensions,
        } = bounds;
        self.amount(*budget);
        self.list(merchant_names, |encoder, name| encoder.text(name));
        self.list(merchant_mccs, |encoder, mcc| encoder.text(mcc));
        self.option(*per_transaction_max, Self::amount);
        self.option(*per_transaction_min, Self::amount);
        self.extensions(extensions);
    }

    fn extensions(&mut self, extensions: &Extensions) {
        let Extensions {
            regions,
            merchant_ids,
            blocked_merchant_ids,
            blocked_merchant_names,
            payment_frequency,
            max_retries,
        } = extensions;
        for list in [regions, merchant_ids, blocked_merchant_ids, blocked_merchant_names] {
            self.list(list, |encoder, text| encoder.text(text));
        }
        self.option(*payment_frequency, |encoder, frequency| {
            encoder.number(i64::from(frequency.max_payments));
            encoder.text(frequency.period.as_str());
        });
        self.option(*max_retries, |encoder, retries| encoder.number(i64::from(retries)));
    }

    fn checkout(&mut self, order: &Checkout) {
        let Checkout { total_amount, merchant, goods, reference_checkout_id } = order;
        let Merchant {
            reference_merchant_id,
            merchant_name,
            merchant_mcc,
            merchant_website_url,
            merchant_region,
        } = merchant;
        self.amount(*total_amount);
        self.text(reference_merchant_id);
        self.text(merchant_name);
        self.text(merchant_mcc);
        self.option(merchant_website_url.as_deref(), Self::text);
        self.option(merchant_region.as_deref(), Self::text);
        self.list(goods, |encoder, line| {
            let Goods { goods_name, goods_unit_amount, goods_quantity } = line;
            encoder.text(goods_name);
            encoder.amount(*goods_unit_amount);
            encoder.text(goods_quantity);
        });
        self.option(reference_checkout_id.as_deref(), Self::text);
    }

    fn field(&mut self, field: &SurfaceField) {
        let SurfaceField { key, emphasis, value } = field;
        self.text(key);
        self.text(match emphasis {
            Emphasis::Stressed => "stressed",
            Emphasis::Normal => "normal",
            Emphasis::Detail => "detail",
        });
        match value {
            FieldValue::Text { text } => self.texts("text", &[text]),
            FieldValue::Quote { text } => self.texts("quote", &[text]),
            FieldValue::Texts { texts } => {
                self.text("list");
                self.list(texts, |encoder, text| encoder.text(text));
            }
            FieldValue::Money { amount, text } => {
                self.texts("money", &[text]);
                self.amount(*amount);
            }
            FieldValue::Time { at, text } => {
                self.texts("time", &[text]);
                self.number(at.millis());
            }
            FieldValue::Goods { name, quantity, unit_amount, text } => {
                self.texts("goods", &[name, quantity, text]);
                self.amount(*unit_amount);
            }
        }
    }

    fn texts(&mut self, kind: &str, texts: &[&str]) {
        self.text(kind);
        self.list(texts, |encoder, text| encoder.text(text));
    }

    fn warning(&mut self, warning: &SurfaceWarning) {
        self.text(warning.code());
        match warning {
            SurfaceWarning::GoodsSumDiffers { goods, total } => {
                self.amount(*goods);
                self.amount(*total);
            }
            SurfaceWarning::MixedScript { merchant_name } => self.text(merchant_name),
            SurfaceWarning::AgentUnverified
            | SurfaceWarning::AgentKeyChanged
            | SurfaceWarning::AnyMerchant
            | SurfaceWarning::AnyCategory
            | SurfaceWarning::WholeBudgetAtOnce
            | SurfaceWarning::NoGoods => {}
        }
    }
}
