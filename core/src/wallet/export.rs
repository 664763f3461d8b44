//! What the wallet knows of a person, as one JSON file that the person takes away.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::exported::{
    ExportedAgent, ExportedAppeal, ExportedMandate, ExportedPayment, ExportedUnverified, ExportedWallet,
};
use super::list::view;
use super::pages::MAX_PAGE;
use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::storage::{ReadTx, StoreError, create_private};

impl Wallet {
    /// Writes what the wallet knows of a person into a new file, one JSON object (RFC 8259), readable by the user alone:
    /// whose wallet it is, the agents, limits, mandates with their bounds and balances, payments with orders and refunds,
    /// appeals. Nothing in it can pay or prove: no payment token, no wallet token, no chain, no key. Amounts are major units
    /// as text beside their currency, times ISO 8601 in UTC. It is of one moment; its memory does not grow with the history.
    ///
    /// # Errors
    /// [`WalletError::Store`]: `store.conflict` if there is a file of this name, `store.disk_full`, `store.io`: then no
    /// file is left.
    pub async fn export(&self, to: PathBuf) -> Result<(), WalletError> {
        let wallet = self.clone();
        self.inner
            .store
            .read(move |tx| {
                let file = create_private(&to, false)?;
                let written = wallet.write_export(tx, BufWriter::new(file));
                if written.is_err() {
                    // Half an export is none; if even this fails the caller sees the file.
                    let _removed = fs::remove_file(&to);
                }
                written
            })
            .await
    }

    fn write_export(&self, tx: &ReadTx<'_>, mut file: BufWriter<fs::File>) -> Result<(), WalletError> {
        let now = self.now();
        let file_of = &mut file;
        member(file_of, "{", "format", &"amp-wallet-export/1")?;
        member(file_of, ",", "exported_at", &now.to_iso8601())?;
        member(file_of, ",", "wallet", &ExportedWallet::of(&self.inner.config))?;
        let agents: Vec<_> = tx.bindings().list()?.into_iter().map(ExportedAgent::of).collect();
        member(file_of, ",", "agents", &agents)?;
        member(file_of, ",", "limits", &tx.limits().get()?.limits)?;
        member(file_of, ",", "freeze", &tx.limits().freeze()?)?;
        write_mandates(file_of, tx, now)?;
        write_payments(file_of, tx)?;
        let unverified = tx.unverified().list(u32::MAX)?;
        let unverified: Vec<_> = unverified.into_iter().map(ExportedUnverified::of).collect();
        member(file_of, ",", "unverified_payments", &unverified)?;
        let appeals: Vec<_> = tx.appeals().list(u32::MAX)?.into_iter().map(ExportedAppeal::of).collect();
        member(file_of, ",", "appeals", &appeals)?;
        put(file_of, "}\n")?;
        let file = file.into_inner().map_err(|error| StoreError::from(error.into_error()))?;
        file.sync_all().map_err(StoreError::from)?;
        Ok(())
    }
}

fn write_mandates(file: &mut impl Write, tx: &ReadTx<'_>, now: Timestamp) -> Result<(), WalletError> {
    put(file, ",\"mandates\":[")?;
    let (mut below, mut comma) = (i64::MAX, "");
    loop {
        let page = tx.mandates().page(below, MAX_PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(put(file, "]")?) };
        below = *last;
        for (_, mandate) in page {
            let adjustments = tx.adjustments().list_by_mandate(&mandate.mandate_id)?;
            element(file, comma, &ExportedMandate::of(view(tx, mandate, now)?, adjustments))?;
            comma = ",";
        }
    }
}

fn write_payments(file: &mut impl Write, tx: &ReadTx<'_>) -> Result<(), WalletError> {
    put(file, ",\"payments\":[")?;
    let (mut below, mut comma) = (i64::MAX, "");
    loop {
        let page = tx.payments().page(below, MAX_PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(put(file, "]")?) };
        below = *last;
        for (_, payment) in page {
            let refunds = tx.refunds().list_by_payment(&payment.payment_id)?;
            element(file, comma, &ExportedPayment::of(payment, refunds))?;
            comma = ",";
        }
    }
}

fn member(
    file: &mut impl Write,
    before: &str,
    name: &str,
    value: &impl Serialize,
) -> Result<(), WalletError> {
    put(file, before)?;
    element(file, "", &name)?;
    element(file, ":", value)
}

fn element(file: &mut impl Write, before: &str, value: &impl Serialize) -> Result<(), WalletError> {
    put(file, before)?;
    // What cannot be written is the disk's fault: every value of an export can be JSON.
    serde_json::to_writer(file, value).map_err(|error| StoreError::from(std::io::Error::from(error)).into())
}

fn put(file: &mut impl Write, text: &str) -> Result<(), StoreError> {
    Ok(file.write_all(text.as_bytes())?)
}
