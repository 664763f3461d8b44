//! The surface of a mandate. IMMEDIATE stresses agent, goods, merchant, amount and currency; AUTONOMOUS stresses task,
//! agent, budget, validity and bounds (AMP, "Mandate confirmation").

use super::enrollment::{agent_warning, key_warning, push_agent, push_agent_key};
use super::phrase::{Fields, count, cut, date, line};
use super::{AuthorizationSurface, Emphasis, FieldValue, SurfaceKind, SurfaceWarning};
use crate::assurance::{Checkout, Constraints, Extensions, Mode, PaymentFrequency, is_mixed_script};
use crate::mandates::MandateContent;
use crate::money::Amount;

pub(super) fn surface(content: &MandateContent) -> AuthorizationSurface {
    let mut fields = Fields::default();
    let kind = match content.mode {
        Mode::Immediate => SurfaceKind::Immediate,
        Mode::Autonomous => SurfaceKind::Autonomous,
    };
    let task = if content.mode == Mode::Autonomous { Emphasis::Stressed } else { Emphasis::Normal };
    fields.text("task", task, &content.intent.desc);
    push_agent(&content.agent, &mut fields);
    if let Some(order) = &content.checkout {
        push_order(order, &mut fields);
    }
    if let Some(bounds) = &content.intent.constraints {
        push_bounds(bounds, &mut fields);
    }
    fields.time("valid_until", task, content.expires_at());
    if let Some(expiry) = content.intent.expiry_time.filter(|expiry| *expiry != content.expires_at()) {
        fields.time("task_until", task, expiry);
    }
    fields.quote("agent_words", &content.intent.raw);
    push_details(content, &mut fields);
    AuthorizationSurface {
        kind,
        fields: fields.0,
        warnings: warnings(content),
        glance: glance(content),
        voice: voice(content),
        digest: String::new(),
    }
}

fn push_order(order: &Checkout, fields: &mut Fields) {
    let merchant = &order.merchant;
    fields.text("merchant", Emphasis::Stressed, &merchant.merchant_name);
    fields.money("amount", Emphasis::Stressed, order.total_amount);
    for goods in &order.goods {
        let value = FieldValue::Goods {
            name: goods.goods_name.clone(),
            quantity: goods.goods_quantity.clone(),
            unit_amount: goods.goods_unit_amount,
            text: goods.goods_unit_amount.to_string(),
        };
        fields.push("goods", Emphasis::Stressed, value);
    }
    fields.text("merchant.category", Emphasis::Normal, &merchant.merchant_mcc);
    let id = Some(merchant.reference_merchant_id.as_str()).filter(|id| !id.is_empty());
    fields.optional("merchant.id", Emphasis::Normal, id);
    fields.optional("merchant.website", Emphasis::Normal, merchant.merchant_website_url.as_deref());
    fields.optional("merchant.region", Emphasis::Normal, merchant.merchant_region.as_deref());
    fields.optional("order.id", Emphasis::Detail, order.reference_checkout_id.as_deref());
}

fn push_bounds(bounds: &Constraints, fields: &mut Fields) {
    let Constraints {
        budget,
        merchant_names,
        merchant_mccs,
        per_transaction_max,
        per_transaction_min,
        extensions,
    } = bounds;
    fields.money("budget", Emphasis::Stressed, *budget);
    if let Some(max) = per_transaction_max {
        fields.money("per_payment.max", Emphasis::Stressed, *max);
    }
    if let Some(min) = per_transaction_min {
        fields.money("per_payment.min", Emphasis::Normal, *min);
    }
    fields.list("merchants", Emphasis::Stressed, merchant_names);
    fields.list("categories", Emphasis::Stressed, merchant_mccs);
    push_extensions(extensions, fields);
}

fn push_extensions(extensions: &Extensions, fields: &mut Fields) {
    let Extensions {
        regions,
        merchant_ids,
        blocked_merchant_ids,
        blocked_merchant_names,
        payment_frequency,
        max_retries,
    } = extensions;
    for (key, emphasis, texts) in [
        ("merchants.ids", Emphasis::Stressed, merchant_ids),
        ("regions", Emphasis::Stressed, regions),
        ("merchants.blocked", Emphasis::Normal, blocked_merchant_names),
        ("merchants.blocked_ids", Emphasis::Normal, blocked_merchant_ids),
    ] {
        if !texts.is_empty() {
            fields.list(key, emphasis, texts);
        }
    }
    if let Some(PaymentFrequency { max_payments, period }) = payment_frequency {
        let text = format!("{max_payments}/{}", period.as_str());
        fields.text("payments.frequency", Emphasis::Stressed, &text);
    }
    if let Some(retries) = max_retries {
        fields.text("payments.max_retries", Emphasis::Normal, &retries.to_string());
    }
}

fn push_details(content: &MandateContent, fields: &mut Fields) {
    let (token, mandate) = (&content.token_info, &content.mandate_info);
    fields.text("wallet", Emphasis::Normal, &token.wallet_name);
    fields.text("account", Emphasis::Normal, &token.user_login_id);
    fields.text("wallet.token", Emphasis::Detail, &token.token_unique_reference);
    fields.text("wallet.token_status", Emphasis::Detail, &token.token_status);
    fields.text("mandate.id", Emphasis::Detail, &mandate.mandate_id);
    fields.text("mandate.type", Emphasis::Detail, &mandate.mandate_type);
    fields.text("mandate.status", Emphasis::Detail, &mandate.mandate_status);
    push_agent_key(content.agent_key.as_ref(), content.former_agent_key.as_ref(), fields);
    fields.text("session", Emphasis::Detail, &content.auth_session_id);
}

fn warnings(content: &MandateContent) -> Vec<SurfaceWarning> {
    let mut warnings: Vec<_> = agent_warning(&content.agent).into_iter().collect();
    warnings.extend(key_warning(content.former_agent_key.as_ref()));
    if let Some(bounds) = &content.intent.constraints {
        let all: [(bool, SurfaceWarning); 3] = [
            (
                bounds.merchant_names.is_empty() && bounds.extensions.merchant_ids.is_empty(),
                SurfaceWarning::AnyMerchant,
            ),
            (bounds.merchant_mccs.is_empty(), SurfaceWarning::AnyCategory),
            (bounds.per_transaction_max.is_none(), SurfaceWarning::WholeBudgetAtOnce),
        ];
        warnings.extend(all.into_iter().filter_map(|(applies, warning)| applies.then_some(warning)));
        warnings.extend(bounds.merchant_names.iter().filter_map(|name| mixed_script(name)));
    }
    if let Some(order) = &content.checkout {
        warnings.extend(mixed_script(&order.merchant.merchant_name));
        if order.goods.is_empty() {
            warnings.push(SurfaceWarning::NoGoods);
        } else {
            let total = order.total_amount;
            let sum = goods_sum(order).filter(|goods| *goods != total);
            warnings.extend(sum.map(|goods| SurfaceWarning::GoodsSumDiffers { goods, total }));
        }
    }
    warnings
}

fn mixed_script(name: &str) -> Option<SurfaceWarning> {
    is_mixed_script(name).then(|| SurfaceWarning::MixedScript { merchant_name: name.to_owned() })
}

/// What the lines add up to; `None` where a quantity is no whole number or the sum no amount.
fn goods_sum(order: &Checkout) -> Option<Amount> {
    order.goods.iter().try_fold(Amount::zero(order.total_amount.currency()), |sum, goods| {
        let quantity: u32 = goods.goods_quantity.parse().ok()?;
        sum.checked_add(goods.goods_unit_amount.checked_mul(i64::from(quantity)).ok()?).ok()
    })
}

fn glance(content: &MandateContent) -> Vec<String> {
    let agent = cut(&content.agent.display_name, 16);
    if let (Mode::Immediate, Some(order)) = (content.mode, &content.checkout) {
        return vec![
            line(&format!("Pay {}", order.total_amount)),
            line(&format!("to {}", order.merchant.merchant_name)),
            line(&format!(
                "{agent}: {}",
                goods_phrase(order, 1).unwrap_or_else(|| content.intent.desc.clone())
            )),
        ];
    }
    let until = date(content.expires_at());
    let bounds = content.intent.constraints.as_ref().map_or_else(
        || format!("until {until}"),
        |bounds| {
            let listed = bounds.merchant_names.len().max(bounds.extensions.merchant_ids.len());
            let merchants = count(listed, "shop", "shops", "any shop");
            let categories = count(bounds.merchant_mccs.len(), "MCC", "MCCs", "any MCC");
            format!("until {until}, {merchants}, {categories}")
        },
    );
    let budget = content.budget().map(|budget| line(&format!("Up to {budget}")));
    [Some(line(&format!("{agent}: {}", content.intent.desc))), budget, Some(line(&bounds))]
        .into_iter()
        .flatten()
        .collect()
}

fn voice(content: &MandateContent) -> String {
    let agent = cut(&content.agent.display_name, 60);
    if let (Mode::Immediate, Some(order)) = (content.mode, &content.checkout) {
        let what = goods_phrase(order, 3).map_or_else(String::new, |goods| format!(" for {goods}"));
        let merchant = cut(&order.merchant.merchant_name, 60);
        return format!("The agent {agent} asks to pay {} to {merchant}{what}.", order.total_amount);
    }
    let budget = content.budget().map_or_else(|| "nothing".to_owned(), |budget| budget.to_string());
    let bounds = content.intent.constraints.as_ref().map_or_else(String::new, |bounds| {
        // Where identifiers are agreed, they alone decide.
        let ids = &bounds.extensions.merchant_ids;
        let names = names_phrase(if ids.is_empty() { &bounds.merchant_names } else { ids });
        let categories = count(bounds.merchant_mccs.len(), "category", "categories", "any category");
        format!(" It may pay {names} in {categories}.")
    });
    let task = cut(content.intent.desc.trim_end_matches('.'), 120);
    format!(
        "The agent {agent} asks to spend up to {budget} until {} for: {task}.{bounds}",
        date(content.expires_at())
    )
}

/// The first goods of an order and how many more there are; `None` without goods.
fn goods_phrase(order: &Checkout, first: usize) -> Option<String> {
    let named: Vec<_> = order
        .goods
        .iter()
        .take(first)
        .map(|goods| format!("{} {}", goods.goods_quantity, cut(&goods.goods_name, 40)))
        .collect();
    let more = order.goods.len().saturating_sub(first);
    let tail = if more == 0 { String::new() } else { format!(" and {more} more") };
    (!named.is_empty()).then(|| format!("{}{tail}", named.join(", ")))
}

fn names_phrase(names: &[String]) -> String {
    match names {
        [] => "any merchant".to_owned(),
        [one] => cut(one, 60),
        [one, other] => format!("{} and {}", cut(one, 60), cut(other, 60)),
        [one, rest @ ..] => format!("{} and {} more merchants", cut(one, 60), rest.len()),
    }
}
