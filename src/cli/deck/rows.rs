//! Plans and their outcomes as other programs read them.

use serde::{Deserialize, Serialize};

use super::counts::Counts;
use super::look::Covered;
use super::outcome::Outcome;
use super::planned::Planned;
use crate::deck::Change;
use crate::store::Label;

/// `{"changes": […], "notices": […], "summary": {…}}`
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document {
    pub(super) changes: Vec<ChangeRow>,
    pub(super) notices: Vec<NoticeRow>,
    pub(super) summary: Counts,
}

/// A change. The same keys each time; what does not belong to its action is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ChangeRow {
    /// `create`, `change`, `replace`, `delete`, `label` or `adopt`.
    pub(super) action: String,
    file: String,
    line: usize,
    profile: String,
    provider: String,
    number_id: String,
    number: String,
    /// The code that it is about; of an adoption the one that is written into the file.
    code: Option<String>,
    link: Option<String>,
    /// The message now; of a deletion the one that is lost.
    message: Option<String>,
    /// The message that is to be.
    new_message: Option<String>,
    /// The link that is dead afterwards.
    dead_link: Option<String>,
    /// The code that stood in the file.
    instead_of: Option<String>,
    label: Option<LabelRow>,
    new_label: Option<LabelRow>,
    /// The entry of an earlier creation like this, whose outcome is unknown: nothing is sent while it is.
    unanswered_entry: Option<i64>,
    #[serde(flatten)]
    outcome: Option<OutcomeRow>,
}

/// How a change has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OutcomeRow {
    /// `done`, `failed`, `unknown` or `not_begun`.
    outcome: String,
    /// The code that it has made.
    new_code: Option<String>,
    new_link: Option<String>,
    /// The message that the service has stored, where it is another than the one that was sent.
    stored_message: Option<String>,
    /// Why it is not done, where there is more to say than that it was not begun.
    reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LabelRow {
    label: String,
    tags: Vec<String>,
    note: String,
}

impl LabelRow {
    fn of(label: &Label) -> Option<Self> {
        (!label.is_empty()).then(|| {
            let Label { label, tags, note, .. } = label.clone();
            Self { label, tags, note }
        })
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NoticeRow {
    kind: &'static str,
    file: String,
    line: usize,
    profile: Option<String>,
    number_id: Option<String>,
    code: Option<String>,
    message: String,
}

impl ChangeRow {
    /// A change of a number in a file.
    pub(super) fn of(file: &str, number: &Covered, change: &Change) -> Self {
        let mut row = Self {
            action: change.action().to_owned(),
            file: file.to_owned(),
            line: change.line(),
            profile: number.key.profile.to_string(),
            provider: number.of.profile.provider.to_string(),
            number_id: number.key.number.to_string(),
            number: number.of.phone.display.clone(),
            code: change.code().map(str::to_owned),
            link: None,
            message: None,
            new_message: None,
            dead_link: change.kills().map(str::to_owned),
            instead_of: None,
            label: None,
            new_label: None,
            unanswered_entry: None,
            outcome: None,
        };
        match change {
            Change::Create { message, label, open, .. } => {
                row.new_message = Some(message.clone());
                row.new_label = LabelRow::of(label);
                row.unanswered_entry = open.first().map(|entry| entry.0);
            }
            Change::Update { seen, message, link, .. } => {
                (row.message, row.new_message) = (Some(seen.clone()), Some(message.clone()));
                row.link = Some(link.clone());
            }
            Change::Delete { seen, link, .. } => {
                (row.message, row.link) = (Some(seen.clone()), Some(link.clone()));
            }
            Change::Label { was, now, .. } => {
                (row.label, row.new_label) = (LabelRow::of(was), LabelRow::of(now));
            }
            Change::Adopt { message, link, instead_of, .. } => {
                (row.message, row.link) = (Some(message.clone()), Some(link.clone()));
                row.instead_of.clone_from(instead_of);
            }
        }
        row
    }

    /// The same with how it has ended.
    pub(super) fn ended(self, outcome: &Outcome) -> Self {
        let made = outcome.made();
        let sent = self.new_message.as_deref();
        let row = OutcomeRow {
            outcome: outcome.as_str().to_owned(),
            new_code: made.map(|now| now.made.id.clone()),
            new_link: made.map(|now| now.made.link.clone()),
            stored_message: made.zip(sent).and_then(|(now, sent)| now.stored_instead_of(sent)).map(str::to_owned),
            reason: outcome.failure().map(|failure| failure.error.message.clone()),
        };
        Self { outcome: Some(row), ..self }
    }
}

/// All changes of a plan.
pub(super) fn changes(planned: &Planned) -> Vec<ChangeRow> {
    let row =
        |(number, change): (&Covered, &Change)| ChangeRow::of(&planned.look.files[number.file].name(), number, change);
    planned.changes().map(row).collect()
}

/// All notices of a plan.
pub(super) fn notices(planned: &Planned) -> Vec<NoticeRow> {
    let of_numbers = planned.numbers().flat_map(|(number, plan)| {
        let file = planned.look.files[number.file].name();
        plan.notices.iter().map(move |notice| NoticeRow {
            kind: notice.kind.as_str(),
            file: file.clone(),
            line: notice.line,
            profile: Some(number.key.profile.to_string()),
            number_id: Some(number.key.number.to_string()),
            code: notice.code.clone(),
            message: notice.message.clone(),
        })
    });
    let left_out = planned.look.left_out.iter().map(|(file, line, message)| NoticeRow {
        kind: "left_out",
        file: planned.look.files[*file].name(),
        line: *line,
        profile: None,
        number_id: None,
        code: None,
        message: message.clone(),
    });
    of_numbers.chain(left_out).collect()
}
