//! `intent` and its `constraints` on the wire.

use super::amount::{to_minor, write_amount};
use super::build::BuildError;
use super::checkout::is_mcc;
use super::claims::{Constraints, Intent, Mode};
use super::error::ChainError;
use super::extensions::Extensions;
use super::fields::Fields;
use super::policy::VerificationPolicy;
use super::reason::ChainReason;
use crate::jose::json::Writer;
use crate::money::Amount;

pub(super) fn read_intent(
    mut fields: Fields,
    mode: Mode,
    policy: &VerificationPolicy,
) -> Result<Intent, ChainError> {
    let raw = fields.text("raw")?;
    let desc = fields.text("desc")?;
    if mode == Mode::Immediate {
        if let Some(name) = ["expiry_time", "constraints"].into_iter().find(|name| fields.contains(name)) {
            return Err(fields.error(name, ChainReason::ClaimForbidden));
        }
        return Ok(Intent { raw, desc, expiry_time: None, constraints: None });
    }
    let expiry_time = fields.time("expiry_time")?;
    let constraints = fields
        .object("constraints", "intent.constraints")?
        .ok_or_else(|| fields.error("constraints", ChainReason::ClaimMissing))?;
    let constraints = read_constraints(constraints, policy)?;
    Ok(Intent { raw, desc, expiry_time: Some(expiry_time), constraints: Some(constraints) })
}

fn read_constraints(mut fields: Fields, policy: &VerificationPolicy) -> Result<Constraints, ChainError> {
    let budget = fields.amount("budget_amount")?;
    let merchant_names = fields.texts("merchant_name_list")?;
    let merchant_mccs = fields.texts("merchant_mcc_list")?;
    let per_transaction_max = fields.optional_amount("per_transaction_max")?;
    let per_transaction_min = fields.optional_amount("per_transaction_min")?;
    let extensions = Extensions::take(&mut fields)?;
    let error = |name: &str, reason| Err(fields.error(name, reason));
    for (name, bound) in
        [("per_transaction_max", per_transaction_max), ("per_transaction_min", per_transaction_min)]
    {
        if bound.is_some_and(|bound| bound.currency() != budget.currency()) {
            return error(name, ChainReason::MixedCurrencies);
        }
    }
    if policy.is_strict() {
        if merchant_names.is_empty() && merchant_mccs.is_empty() {
            return error("merchant_name_list", ChainReason::ClaimValue { fault: "no merchant is named" });
        }
        if !merchant_mccs.iter().all(|mcc| is_mcc(mcc)) {
            return error("merchant_mcc_list", ChainReason::ClaimValue { fault: "not four digits" });
        }
        if let Some(name) = fields.first_left() {
            return error(&super::layer::cut(name, 64), ChainReason::ConstraintUnknown);
        }
    }
    Ok(Constraints {
        budget,
        merchant_names,
        merchant_mccs,
        per_transaction_max,
        per_transaction_min,
        extensions,
    })
}

impl Intent {
    /// Does this fit the mode, and can it be written?
    pub(super) fn check(&self, mode: Mode) -> Result<(), BuildError> {
        let misfit = |claim: &str| Err(BuildError::Mode { claim: claim.to_owned() });
        let autonomous = mode == Mode::Autonomous;
        if self.expiry_time.is_some() != autonomous {
            return misfit("intent.expiry_time");
        }
        if self.constraints.is_some() != autonomous {
            return misfit("intent.constraints");
        }
        let Some(constraints) = &self.constraints else {
            return Ok(());
        };
        if constraints.merchant_names.is_empty() && constraints.merchant_mccs.is_empty() {
            return Err(BuildError::Empty { claim: "intent.constraints.merchant_name_list".to_owned() });
        }
        for (_, amount) in constraints.amounts() {
            to_minor(amount)?;
        }
        Ok(())
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.member("raw", &self.raw);
        writer.member("desc", &self.desc);
        if let Some(expiry_time) = self.expiry_time {
            writer.member("expiry_time", &expiry_time.to_iso8601());
        }
        if let Some(constraints) = &self.constraints {
            writer.name("constraints");
            constraints.write(writer);
        }
        writer.end_object();
    }
}

impl Constraints {
    fn amounts(&self) -> impl Iterator<Item = (&'static str, Amount)> {
        let extensions = [
            ("per_transaction_max", self.per_transaction_max),
            ("per_transaction_min", self.per_transaction_min),
        ];
        std::iter::once(("budget_amount", self.budget))
            .chain(extensions.into_iter().filter_map(|(name, amount)| Some((name, amount?))))
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        let mut amounts = self.amounts();
        let write = |writer: &mut Writer, (name, amount): (&str, Amount)| {
            writer.name(name);
            // `Intent::check` let it through; a negative amount is refused by every reader
            write_amount(writer, to_minor(amount).unwrap_or(-1), amount.currency());
        };
        if let Some(budget) = amounts.next() {
            write(writer, budget);
        }
        for (name, texts) in
            [("merchant_name_list", &self.merchant_names), ("merchant_mcc_list", &self.merchant_mccs)]
        {
            writer.name(name);
            writer.begin_array();
            for text in texts {
                writer.string(text);
            }
            writer.end_array();
        }
        for extension in amounts {
            write(writer, extension);
        }
        self.extensions.write(writer);
        writer.end_object();
    }
}
