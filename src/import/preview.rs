//! What will come of each row, and what has.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::campaign::{Campaign, Row};
use super::mistake::Mistake;
use super::order::ImportOrder;
use crate::model::{CodeId, Error, NumberKey, PhoneNumber, Profile, QrCode, is_altered};
use crate::store::EntryId;

/// A file that was checked against the services. Plain data: nothing is sent with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The file.
    pub source: PathBuf,
    /// Where its links are written.
    pub links: PathBuf,
    pub campaign: Arc<Campaign>,
    /// Whether a number may get the same message several times.
    pub duplicates: bool,
    /// The numbers that rows are for.
    pub numbers: Vec<Number>,
    /// One for each row of the campaign.
    pub states: Vec<RowState>,
    /// All mistakes of all rows, by line. With any, nothing is sent.
    pub mistakes: Vec<Mistake>,
    pub warnings: Vec<Mistake>,
}

/// A number that rows are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub profile: Profile,
    pub phone: PhoneNumber,
}

impl Number {
    pub fn key(&self) -> NumberKey {
        NumberKey { profile: self.profile.name.clone(), number: self.phone.id.clone() }
    }
}

/// A row: its number, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowState {
    /// The place of its number, where that is known.
    pub number: Option<usize>,
    pub fate: Fate,
}

impl RowState {
    /// The message that the service has stored for the code of its row, where it is another than the row's: the service
    /// did not keep what it was sent, or somebody has changed it since.
    pub fn stored_instead_of(&self, row: &Row) -> Option<&str> {
        self.fate.code().map(|code| code.message.as_str()).filter(|stored| is_altered(stored, &row.message))
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Something is wrong with it.
    Wrong,
    /// A code will be created.
    New,
    /// A creation without an outcome may have made its code: it is looked up, and then the code is taken or created.
    Open(Vec<EntryId>),
    /// Its code was just created, and the service does not list it yet: nothing is created.
    NotListedYet(CodeId),
    /// The number had a code with this message.
    There(QrCode),
    /// Its code was created, now or by an earlier run.
    Created(QrCode),
    /// Its code was certainly not created.
    Failed(Error),
    /// Its code may or may not have been created.
    Unknown(Error),
    /// Nothing was sent for it.
    Skipped(Error),
}

impl Fate {
    /// The word in the file of links, in JSON and in tables.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::New => "new",
            Self::Open(_) => "open",
            Self::There(_) => "exists",
            Self::Created(_) => "created",
            Self::Failed(_) => "failed",
            Self::NotListedYet(_) | Self::Unknown(_) => "unknown",
            Self::Skipped(_) => "skipped",
        }
    }

    /// Its code.
    pub fn code(&self) -> Option<&QrCode> {
        match self {
            Self::There(code) | Self::Created(code) => Some(code),
            _ => None,
        }
    }

    /// Why it has none, where something was tried.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) | Self::Unknown(error) | Self::Skipped(error) => Some(error),
            _ => None,
        }
    }

    /// Whether a code is to be created, or looked for and perhaps created.
    pub fn is_wanted(&self) -> bool {
        matches!(self, Self::New | Self::Open(_))
    }
}

impl Preview {
    /// A file with mistakes whose numbers could not be looked up.
    pub fn unchecked(ImportOrder { source, campaign, links, duplicates }: ImportOrder) -> Self {
        let states = vec![RowState { number: None, fate: Fate::Wrong }; campaign.rows.len()];
        let (mistakes, warnings) = (campaign.mistakes.clone(), campaign.warnings.clone());
        Self { source, links, campaign, duplicates, numbers: Vec::new(), states, mistakes, warnings }
    }

    /// What it is the preview of.
    pub fn order(&self) -> ImportOrder {
        let (source, links, campaign) = (self.source.clone(), self.links.clone(), Arc::clone(&self.campaign));
        ImportOrder { source, campaign, links, duplicates: self.duplicates }
    }

    /// The rows with what becomes of them.
    pub fn rows(&self) -> impl Iterator<Item = (&Row, &RowState)> {
        self.campaign.rows.iter().zip(&self.states)
    }

    /// The number of a row.
    pub fn number(&self, state: &RowState) -> Option<&Number> {
        self.numbers.get(state.number?)
    }

    /// How many rows have one of these words.
    pub fn count(&self, words: &[&str]) -> usize {
        self.states.iter().filter(|state| words.contains(&state.fate.word())).count()
    }

    /// How many codes are to be created.
    pub fn wanted(&self) -> usize {
        self.states.iter().filter(|state| state.fate.is_wanted()).count()
    }

    /// A read-only profile that codes are to be created in: nothing can be sent.
    pub fn read_only(&self) -> Option<&Profile> {
        let wanted = self.states.iter().filter(|state| state.fate.is_wanted());
        wanted.filter_map(|state| self.number(state)).map(|number| &number.profile).find(|profile| profile.read_only)
    }

    /// How many codes each number gets.
    pub fn wanted_of_numbers(&self) -> impl Iterator<Item = (&Number, usize)> {
        let wanted = |at| {
            let of = |state: &&RowState| state.number == Some(at) && state.fate.is_wanted();
            self.states.iter().filter(of).count()
        };
        self.numbers.iter().enumerate().map(move |(at, number)| (number, wanted(at))).filter(|(_, count)| *count > 0)
    }

    /// What is wrong with a row.
    pub fn mistakes_of(&self, row: &Row) -> impl Iterator<Item = &Mistake> {
        let from = self.mistakes.partition_point(|mistake| mistake.line < row.line);
        self.mistakes.iter().skip(from).take_while(|mistake| mistake.line == row.line)
    }

    /// What is wrong with the file, in no row of it.
    pub fn mistakes_of_no_row(&self) -> impl Iterator<Item = &Mistake> {
        let rows = &self.campaign.rows;
        self.mistakes.iter().filter(|mistake| rows.binary_search_by_key(&mistake.line, |row| row.line).is_err())
    }

    /// Whether every row has its code.
    pub fn is_complete(&self) -> bool {
        self.mistakes.is_empty() && self.states.iter().all(|state| state.fate.code().is_some())
    }

    /// The sentences of all that is wrong, as an editor finds its place: `FILE:LINE: sentence`.
    pub fn complaints(&self) -> impl Iterator<Item = String> {
        self.mistakes.iter().map(|Mistake { line, sentence }| format!("{}:{line}: {sentence}", self.source.display()))
    }

    /// In a sentence how many codes have another message than their row, and which rows these are; nothing where none has.
    pub fn stored_otherwise(&self) -> Option<String> {
        let lines: Vec<_> = self
            .rows()
            .filter(|(row, state)| state.stored_instead_of(row).is_some())
            .map(|(row, _)| row.line)
            .collect();
        match lines.as_slice() {
            [] => None,
            [line] => Some(format!("The service has another message for the code of line {line} than the file.")),
            [first, .., last] => {
                let count = lines.len();
                Some(format!(
                    "The service has other messages for {count} codes than the file, from line {first} to {last}."
                ))
            }
        }
    }

    /// In a sentence what is there, what will be created and what is wrong.
    pub fn summary(&self) -> String {
        let rows = self.states.len();
        let numbers: HashSet<_> = self.states.iter().filter_map(|state| state.number).collect();
        let mut parts = Vec::new();
        for (count, words) in [
            (self.count(&["new"]), "to create"),
            (self.count(&["open"]), "to look up first"),
            (self.count(&["created"]), "created"),
            (self.count(&["exists"]), "already there"),
            (self.count(&["failed"]), "failed"),
            (self.count(&["unknown"]), "unknown"),
            (self.count(&["skipped"]), "skipped"),
            (self.count(&["wrong"]), "wrong"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {words}"));
            }
        }
        let plural = |count, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
        let of = if numbers.is_empty() { String::new() } else { format!(" for {}", plural(numbers.len(), "number")) };
        format!("{}{of}: {}.", plural(rows, "row"), parts.join(", "))
    }
}
