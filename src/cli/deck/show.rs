//! Plans for people.

use std::fmt::Write as _;

use super::look::Covered;
use super::planned::Planned;
use crate::cli::console::Console;
use crate::deck::{Change, Notice, NoticeKind};
use crate::model::clean;
use crate::store::Label;

/// Most codes of a number that are told of because the file has never had them; programs read all.
const MOST: usize = 10;

/// What a line is about, by its colour.
#[derive(Debug, Clone, Copy)]
enum Tone {
    Good,
    Bad,
    Change,
    Quiet,
    Title,
}

/// Colours, where the terminal has them and the person wants them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint(bool);

impl Paint {
    /// Colours where standard output is a terminal and `NO_COLOR` is not set.
    pub(super) fn of(console: &Console) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self(wanted && console.room().escapes)
    }

    /// A text on one line, cleaned.
    fn paint(self, tone: Tone, text: &str) -> String {
        let text = clean::line(text);
        if !self.0 {
            return text.into_owned();
        }
        let code = match tone {
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Change => "33",
            Tone::Quiet => "2",
            Tone::Title => "1",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// A plan as a text; each line in it is cleaned.
pub(super) fn text(planned: &Planned, paint: Paint) -> String {
    let mut out = String::new();
    for (number, plan) in planned.numbers() {
        if plan.changes.is_empty() && plan.notices.is_empty() {
            continue;
        }
        let file = &planned.look.files[number.file];
        let profile = &number.key.profile;
        let title = format!("{}  ({profile}, {}:{})", number.of.title(), file.name(), number.line);
        line(&mut out, &paint.paint(Tone::Title, &title));
        for change in &plan.changes {
            show(&mut out, paint, number, change);
        }
        for notice in few(&plan.notices) {
            match notice {
                Ok(notice) => {
                    let tone = if notice.kind == NoticeKind::Conflict { Tone::Bad } else { Tone::Change };
                    line(&mut out, &paint.paint(tone, &format!("  ! line {}: {}", notice.line, notice.message)));
                }
                Err(more) => line(&mut out, &paint.paint(Tone::Change, &format!("  ! {more}"))),
            }
        }
        out.push('\n');
    }
    for (file, at, why) in &planned.look.left_out {
        line(&mut out, &paint.paint(Tone::Quiet, &format!("{}:{at}: {why}", planned.look.files[*file].name())));
    }
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{}.", planned.counts().sentence());
    if planned.conflicts() > 0 {
        let conflicts = planned.conflicts();
        let what = if conflicts == 1 { "1 conflict".to_owned() } else { format!("{conflicts} conflicts") };
        line(&mut out, &paint.paint(Tone::Bad, &format!("{what}: `apply` refuses until you have pulled and decided.")));
    }
    out
}

/// The notices by their kinds, and how many more there are.
fn few(notices: &[Notice]) -> Vec<Result<&Notice, String>> {
    let mut told = Vec::new();
    let mut kinds: Vec<NoticeKind> = Vec::new();
    for notice in notices {
        if !kinds.contains(&notice.kind) {
            kinds.push(notice.kind);
        }
    }
    for kind in kinds {
        let of_kind: Vec<_> = notices.iter().filter(|notice| notice.kind == kind).collect();
        // Whatever is about a row of the file is told; a file by hand can leave out thousands.
        let most = if kind == NoticeKind::MadeElsewhere { MOST } else { of_kind.len() };
        told.extend(of_kind.iter().take(most).map(|notice| Ok(*notice)));
        if of_kind.len() > most {
            told.push(Err(format!("and {} more codes that are not in the file; --json has all", of_kind.len() - most)));
        }
    }
    told
}

fn show(out: &mut String, paint: Paint, number: &Covered, change: &Change) {
    let at = change.line();
    let dies = |link: &str| format!("      dead: {link}");
    match change {
        Change::Create { message, label, open, .. } => {
            let held = if open.is_empty() { "" } else { ", after the earlier one is looked up:" };
            line(
                out,
                &paint.paint(Tone::Good, &format!("  + create{held} \"{message}\"{}  (line {at})", named(label))),
            );
        }
        Change::Update { code, seen, message, link, kills, .. } => {
            let verb = if *kills { "replace" } else { "change" };
            line(out, &paint.paint(Tone::Change, &format!("  ~ {verb} {code}  (line {at})")));
            line(out, &paint.paint(Tone::Bad, &format!("      - \"{seen}\"")));
            line(out, &paint.paint(Tone::Good, &format!("      + \"{message}\"")));
            if *kills {
                line(out, &paint.paint(Tone::Bad, &dies(link)));
                let service = number.of.profile.provider.short_name();
                let what = format!("      {service} makes a new code; printed copies of {code} stop working");
                line(out, &paint.paint(Tone::Bad, &what));
            }
        }
        Change::Delete { code, seen, link, .. } => {
            line(out, &paint.paint(Tone::Bad, &format!("  - delete {code} \"{seen}\"")));
            line(out, &paint.paint(Tone::Bad, &dies(link)));
        }
        Change::Label { code, was, now, .. } => {
            let (was, now) = (words(was), words(now));
            line(out, &paint.paint(Tone::Quiet, &format!("  = label {code}: {was} -> {now}  (line {at})")));
        }
        Change::Adopt { code, message, instead_of, .. } => {
            let why = match instead_of {
                Some(old) => format!("it has replaced {old}"),
                None => "it is there already".to_owned(),
            };
            line(out, &paint.paint(Tone::Good, &format!("  = write {code} \"{message}\" into line {at}: {why}")));
        }
    }
}

/// A label behind a message.
fn named(label: &Label) -> String {
    if label.is_empty() { String::new() } else { format!("  [{}]", words(label)) }
}

/// What a label says, in a few words.
fn words(label: &Label) -> String {
    let mut words = Vec::new();
    if !label.label.is_empty() {
        words.push(format!("\"{}\"", label.label));
    }
    words.extend(label.tags.iter().map(|tag| format!("#{tag}")));
    if !label.note.is_empty() {
        words.push(format!("note \"{}\"", label.note));
    }
    if words.is_empty() { "none".to_owned() } else { words.join(" ") }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
