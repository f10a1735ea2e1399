//! The rows of a file as codes that are wanted.

use std::path::Path;

use super::columns::{Role, Roles};
use super::delimited;
use super::format::{Format, detect};
use super::json_lines;
use super::mistake::Mistake;
use super::table::{Table, TableRow};
use super::template::Template;
use super::text::decode;
use crate::config::bounded;
use crate::model::{Error, ErrorKind, MAX_MESSAGE_CHARS, Result, clean, message_utf16, validate_message};
use crate::store::Label;

/// What rows get that say nothing of it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Defaults {
    /// The number: its id, digits or name.
    pub number: Option<String>,
    /// The template of the message.
    pub message: Option<String>,
    /// The template of the label.
    pub label: Option<String>,
    /// Tags that all codes get beside their own.
    pub tags: Vec<String>,
}

/// The codes that a file asks for. All texts are uncleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// The names of the columns.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// What is wrong with the file and its rows as far as no service is asked.
    pub mistakes: Vec<Mistake>,
    /// What should be looked at, though it is no mistake.
    pub warnings: Vec<Mistake>,
    /// How its result is to be written, so that the program that wrote it can open it.
    pub(super) dialect: Dialect,
}

/// How a file of cells is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Whether it begins with a byte order mark.
    pub(super) marked: bool,
}

/// A code that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file where it begins.
    pub line: usize,
    /// All cells, one for each column.
    pub cells: Vec<String>,
    /// The number as the file names it; empty where it does not.
    pub number: String,
    /// The profile that has the number, where the file names it.
    pub profile: Option<String>,
    /// The message with its placeholders filled; empty where that cannot be done.
    pub message: String,
    /// What the code will be called on this machine.
    pub label: Label,
}

impl Campaign {
    /// Reads a file from the disk.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] where there is none; [`ErrorKind::Config`] where it is no readable text, is larger than
    /// 16 MB or has no rows.
    pub fn load(path: &Path, defaults: &Defaults) -> Result<Self> {
        let bytes = bounded::read(path, bounded::TEXT).map_err(|error| {
            let kind =
                if error.kind() == std::io::ErrorKind::NotFound { ErrorKind::NotFound } else { ErrorKind::Config };
            Error::new(kind, format!("{} cannot be read: {error}.", shown(path))).advise("Name another file.")
        })?;
        Self::read(path, &bytes, defaults)
            .map_err(|error| Error { message: format!("{}: {}", shown(path), error.message), ..error })
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] where they are no text or hold no rows.
    pub fn read(path: &Path, bytes: &[u8], defaults: &Defaults) -> Result<Self> {
        let text = decode(bytes)?;
        let format = detect(path, &text.text);
        let table = match format {
            Format::Delimited(delimiter) => delimited::read(&text.text, delimiter),
            Format::JsonLines => json_lines::read(&text.text),
        };
        if table.rows.is_empty() && table.mistakes.is_empty() {
            return Err(Error::config("There are no rows in it.").advise(
                "Give it a line with the names of the columns, such as number,label,message, and rows below.",
            ));
        }
        let delimiter = if format == Format::Delimited(b';') { b';' } else { b',' };
        Ok(Self::new(table, defaults, Dialect { delimiter, marked: text.marked }))
    }

    fn new(table: Table, defaults: &Defaults, dialect: Dialect) -> Self {
        let Table { columns, rows, mistakes } = table;
        let mut campaign =
            Self { columns, rows: Vec::with_capacity(rows.len()), mistakes, warnings: Vec::new(), dialect };
        let roles = Roles::find(&campaign.columns, &mut campaign.mistakes);
        for (role, name, default) in
            [(Role::Number, "number", &defaults.number), (Role::Message, "message", &defaults.message)]
        {
            if roles.place(role).is_none() && default.is_none() && campaign.mistakes.is_empty() {
                let sentence =
                    format!("There is no column `{name}`. The columns are: {}.", campaign.columns.join(", "));
                campaign.mistakes.push(Mistake::new(1, sentence));
            }
        }
        for row in rows {
            campaign.take(row, &roles, defaults);
        }
        campaign.mistakes.sort_by_key(|mistake| mistake.line);
        campaign
    }

    /// Takes a row, with all that is wrong with it.
    fn take(&mut self, TableRow { line, cells }: TableRow, roles: &Roles, defaults: &Defaults) {
        let own = |role| roles.cell(role, &cells);
        let mut wrong = Vec::new();
        let mut filled = |role, default: &Option<String>| {
            let text = own(role).or(default.as_deref())?;
            let filled = Template::new(text, &self.columns).and_then(|template| template.fill(&cells, &self.columns));
            filled.map_err(|sentence| wrong.push(sentence)).ok()
        };
        let (message, label) = (filled(Role::Message, &defaults.message), filled(Role::Label, &defaults.label));
        let (told, number) = (wrong.is_empty(), own(Role::Number).or(defaults.number.as_deref()));
        if number.is_none() && roles.place(Role::Number).is_some() {
            wrong.push("The number is missing.".to_owned());
        }
        let message = message.map(|message| message.trim().to_owned());
        if let Some(message) = &message {
            wrong.extend(check(message).err());
            if message_utf16(message) > MAX_MESSAGE_CHARS && validate_message(message).is_ok() {
                let sentence = format!(
                    "The message has {} characters as some services count, for which an emoji is two; they may refuse \
                     it.",
                    message_utf16(message)
                );
                self.warnings.push(Mistake::new(line, sentence));
            }
        } else if told && (roles.place(Role::Message).is_some() || defaults.message.is_some()) {
            wrong.push("The message is empty.".to_owned());
        }
        let own_tags = own(Role::Tags).unwrap_or_default().split([';', ',']).map(str::to_owned);
        let label = Label {
            label: label.unwrap_or_default(),
            tags: own_tags.chain(defaults.tags.iter().cloned()).collect(),
            note: own(Role::Note).unwrap_or_default().to_owned(),
            updated: 0,
        };
        let label = label.tidy().unwrap_or_else(|error| {
            wrong.push(sentences(&error));
            Label::default()
        });
        let profile = own(Role::Profile).map(str::to_owned);
        let number = number.unwrap_or_default().to_owned();
        self.mistakes.extend(wrong.into_iter().map(|sentence| Mistake::new(line, sentence)));
        self.rows.push(Row { line, cells, number, profile, message: message.unwrap_or_default(), label });
    }
}

/// Checks a message as any other, and that nothing in it is hidden: a file is easily pasted together from pages.
fn check(message: &str) -> std::result::Result<(), String> {
    validate_message(message).map_err(|error| sentences(&error))?;
    match message.chars().find(|c| *c != '\n' && !clean::is_safe(*c)) {
        Some(hidden) => {
            Err(format!("The message holds the invisible character U+{:04X}. Remove it.", u32::from(hidden)))
        }
        None => Ok(()),
    }
}

fn sentences(error: &Error) -> String {
    format!("{} {}", error.message, error.advice)
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}

#[cfg(test)]
#[path = "campaign_tests.rs"]
mod tests;
