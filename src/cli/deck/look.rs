//! Reading deck files, and looking at everything that they are about.

use std::collections::HashMap;
use std::path::PathBuf;

use futures_util::stream::{self, StreamExt as _};

use super::accounts::{Accounts, Ask, accounts};
use super::settle::{count_open, settle};
use super::{disk, known};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::file_mistake::FileMistake;
use crate::cli::reachable_number::ReachableNumber;
use crate::deck::{DeckFile, JournalFacts, Mistake, NumberBlock, check, read, resolve};
use crate::model::{NumberKey, PhoneNumber, QrCode, limits};
use crate::provider::Connect as _;
use crate::store::Label;

/// A mistake, with the place of its file.
pub(super) type PlacedMistake = (usize, Mistake);

/// A number to be looked at: its file, its line, its key, and how to reach it.
type Wanted = (usize, usize, NumberKey, ReachableNumber);

/// A file as it was read.
#[derive(Debug, Clone)]
pub(super) struct OpenFile {
    pub(super) path: PathBuf,
    /// What is on the disk.
    pub(super) text: String,
    pub(super) deck: DeckFile,
}

impl OpenFile {
    /// The name of it, as it was given.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// A number that a file covers, and what is there.
#[derive(Debug)]
pub(super) struct Covered {
    /// The place of its file.
    pub(super) file: usize,
    /// The line of its block.
    pub(super) line: usize,
    pub(super) key: NumberKey,
    pub(super) of: ReachableNumber,
    /// All codes that the service lists, the oldest first where it has an order.
    pub(super) codes: Vec<QrCode>,
    pub(super) labels: HashMap<String, Label>,
    pub(super) journal: JournalFacts,
}

/// Files, and what there is of what they are about.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) files: Vec<OpenFile>,
    pub(super) numbers: Vec<Covered>,
    /// Which number each known code belongs to.
    pub(super) belongs: HashMap<String, NumberKey>,
    /// Mistakes, with the places of their files.
    pub(super) mistakes: Vec<PlacedMistake>,
    /// What kept any number from being looked at.
    pub(super) failures: Vec<Failure>,
    /// Numbers that are left out because their profiles are, by their files and lines.
    pub(super) left_out: Vec<(usize, usize, String)>,
}

/// Reads files.
///
/// # Errors
/// Exit status 3 where one does not exist.
fn open(paths: &[PathBuf]) -> Result<(Vec<OpenFile>, Vec<PlacedMistake>), Failure> {
    let (mut files, mut mistakes) = (Vec::new(), Vec::new());
    for (at, path) in paths.iter().enumerate() {
        let text = disk::existing(path)?;
        let (deck, found) = read(&text);
        mistakes.extend(found.into_iter().map(|mistake| (at, mistake)));
        files.push(OpenFile { path: path.clone(), text, deck });
    }
    Ok((files, mistakes))
}

/// Reads files and looks at the numbers that they cover: one list of codes each. `patient`: whether earlier changes of
/// these numbers whose outcome is not known are looked up first.
///
/// # Errors
/// Exit status 3 where a file does not exist, and what keeps the database from being read.
pub(super) async fn look(context: &Context, paths: &[PathBuf], patient: bool) -> Result<Look, Failure> {
    let (mut files, mut mistakes) = open(paths)?;
    let found = {
        let decks: Vec<_> = files.iter().map(|file| &file.deck).collect();
        accounts(context, &decks, Ask::IfNeeded).await
    };
    for (at, file) in files.iter_mut().enumerate() {
        let (resolved, more) = resolve(&file.deck, &found.list);
        file.deck.settle(&resolved);
        mistakes.extend(more.into_iter().map(|mistake| (at, mistake)));
    }
    let named: Vec<_> = files.iter().map(|file| (file.name(), &file.deck)).collect();
    mistakes.extend(check(&named));
    let mut look = Look {
        numbers: Vec::new(),
        belongs: HashMap::new(),
        mistakes,
        failures: found.failures.clone(),
        left_out: Vec::new(),
        files,
    };
    let wanted = look.wanted(context, &found).await;
    let numbers = wanted.iter().map(|(_, _, key, of)| (of.profile.provider, &key.number));
    if patient && look.mistakes.is_empty() {
        let open = count_open(context, numbers).await?;
        if open > 0 {
            settle(context, open).await;
        }
    }
    look.list(context, wanted).await?;
    look.mistakes.sort();
    look.mistakes.dedup();
    Ok(look)
}

impl Look {
    /// The numbers to look at.
    async fn wanted(&mut self, context: &Context, accounts: &Accounts) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        let profiles = context.profiles();
        for (at, file) in self.files.iter().enumerate() {
            for (place, block) in file.deck.numbers() {
                let Some(key) = file.deck.number_at(place) else {
                    self.left_out.extend(left_out(block, accounts).map(|why| (at, block.line, why)));
                    continue;
                };
                let Some(profile) = profiles.iter().find(|profile| profile.name == key.profile) else {
                    let why =
                        format!("The profile {} is not used in this run; its numbers are left alone.", key.profile);
                    self.left_out.push((at, block.line, why));
                    continue;
                };
                // The first of two is the one that counts; that there are two is a mistake.
                if wanted.iter().any(|(_, _, known, _): &Wanted| known == key) {
                    continue;
                }
                let phone = accounts.phone(&key.profile, key.number.as_str()).cloned();
                let phone = phone.unwrap_or_else(|| stand_in(key, block));
                match context.provider(&profile.name).await {
                    Ok(provider) => {
                        let of = ReachableNumber { profile: profile.clone(), provider, phone };
                        wanted.push((at, block.line, key.clone(), of));
                    }
                    Err(error) => self.failures.push(Failure::from(error).of(&profile.name)),
                }
            }
        }
        wanted
    }

    /// Lists the codes of the numbers.
    async fn list(&mut self, context: &Context, wanted: Vec<Wanted>) -> Result<(), Failure> {
        let ask = |(file, line, key, of): Wanted| async move {
            let codes = of.provider.codes(&of.call(context), &of.phone.id).await;
            (file, line, key, of, codes)
        };
        let mut lists = stream::iter(wanted.into_iter().map(ask)).buffered(limits::LISTINGS);
        let mut machine = known::Known::of(context).await?;
        while let Some((file, line, key, of, codes)) = lists.next().await {
            let codes = match codes {
                Ok(codes) => ordered(&of, codes),
                Err(error) => {
                    let failure = Failure::from(error).of(&of.profile.name);
                    if !self.failures.contains(&failure) {
                        self.failures.push(failure);
                    }
                    continue;
                }
            };
            let provider = of.profile.provider;
            let (labels, journal) =
                (machine.labels(provider, &key.number), machine.facts(provider, &key.number).await?);
            self.numbers.push(Covered { file, line, key, of, codes, labels, journal });
        }
        for number in &self.numbers {
            let pulled = &self.files[number.file].deck.pulled;
            let before = pulled.number(number.key.profile.as_str(), number.key.number.as_str());
            let codes = before.into_iter().flatten().map(|(code, _)| code.clone());
            self.belongs.extend(codes.map(|code| (code, number.key.clone())));
        }
        // What is listed counts more than what was.
        for number in &self.numbers {
            let codes = number.codes.iter().map(|code| code.code.to_string());
            self.belongs.extend(codes.map(|code| (code, number.key.clone())));
        }
        self.failures.sort_by(|a, b| a.profile.cmp(&b.profile));
        self.failures.dedup();
        Ok(())
    }
}

/// The codes of a number in the order in which a file has them: as they were made, where the service tells, else by their
/// ids, which do not jump.
pub(super) fn ordered(of: &ReachableNumber, mut codes: Vec<QrCode>) -> Vec<QrCode> {
    if of.profile.provider.service().listing.newest_first {
        codes.reverse();
    } else {
        codes.sort_by(|a, b| (a.created, &a.code).cmp(&(b.created, &b.code)));
    }
    codes
}

/// Why a number is not looked at that is no mistake.
fn left_out(block: &NumberBlock, accounts: &Accounts) -> Option<String> {
    let named = block.profile.as_deref()?;
    let account = accounts.list.iter().find(|account| account.profile.as_str() == named)?;
    (!account.used).then(|| format!("The profile {named} is not used in this run; its numbers are left alone."))
}

/// What a file says of a number that nobody has listed.
fn stand_in(key: &NumberKey, block: &NumberBlock) -> PhoneNumber {
    PhoneNumber {
        id: key.number.clone(),
        display: block.number.clone().unwrap_or_default(),
        name: block.name.clone().unwrap_or_default(),
        quality: None,
        status: None,
        official: None,
    }
}

/// All mistakes as one failure; exit status 2.
pub(super) fn mistaken(mistakes: &[PlacedMistake], name: impl Fn(usize) -> String) -> Failure {
    let row = |(file, Mistake { line, what, advice }): &PlacedMistake| FileMistake {
        file: name(*file),
        line: *line,
        message: what.clone(),
        advice: Some(advice.clone()).filter(|advice| !advice.is_empty()),
    };
    Failure::mistaken(mistakes.iter().map(row).collect())
}

/// As [`mistaken`], for files that were read.
pub(super) fn mistaken_in(files: &[OpenFile], mistakes: &[PlacedMistake]) -> Failure {
    mistaken(mistakes, |at| files.get(at).map_or_else(String::new, OpenFile::name))
}
