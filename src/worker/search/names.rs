//! What the database of this machine knows of codes: labels, and those that are no more.

use std::collections::HashMap;

use crate::model::{CodeId, NumberId, ProviderKind, QrCode, Result};
use crate::search::{LabelText, Retired};
use crate::session::Session;
use crate::store::{Label, LastSeen};

/// A number at its service.
type Number = (ProviderKind, NumberId);

/// All labels and all retired codes, by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By code; nothing stands for the number itself.
    labels: HashMap<Number, HashMap<Option<String>, Label>>,
    retired: HashMap<Number, Vec<Retired>>,
}

impl Names {
    /// Reads them. Looking makes no database where there is none.
    pub(super) async fn read(session: &Session) -> Result<Self> {
        let mut names = Self::default();
        let Some(store) = session.journal().existing().await? else { return Ok(names) };
        for (key, label) in store.labels().await? {
            let code = key.code.map(|code| code.to_string());
            names.labels.entry((key.provider, key.number)).or_default().insert(code, label);
        }
        for LastSeen { provider, number, code, is_replaced } in store.retired_last_seen().await? {
            let (link, message) = (code.link, code.message);
            let code = QrCode { code: CodeId::new(code.code), message, link, image_url: None, created: None };
            names.retired.entry((provider, number)).or_default().push(Retired { code, is_replaced });
        }
        Ok(names)
    }

    /// What is known of a number.
    pub(super) fn of(&self, provider: ProviderKind, number: &NumberId) -> OfNumber<'_> {
        let number = (provider, number.clone());
        let retired = self.retired.get(&number).map_or(&[][..], Vec::as_slice);
        OfNumber { labels: self.labels.get(&number), retired }
    }
}

/// What is known of one number.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfNumber<'a> {
    labels: Option<&'a HashMap<Option<String>, Label>>,
    pub(super) retired: &'a [Retired],
}

impl<'a> OfNumber<'a> {
    /// The label of a code, or of the number itself where none is named.
    pub(super) fn label(&self, code: Option<&str>) -> Option<LabelText<'a>> {
        let Label { label, tags, note, .. } = self.labels?.get(&code.map(str::to_owned))?;
        Some(LabelText { label, tags, note })
    }
}
