//! Keeping the files in step while a plan is carried out: each new code is written down as soon as it is made.

use std::path::PathBuf;

use super::disk;
use super::look::{Covered, OpenFile};
use crate::cli::failure::Failure;
use crate::deck::{Account, DeckFile, Known, LabelMark, read, resolve};
use crate::model::{Error, ErrorKind, NumberKey};

/// The files of a plan.
#[derive(Debug)]
pub(super) struct Keeper {
    files: Vec<KeptFile>,
    /// The numbers that the files cover.
    accounts: Vec<Account>,
}

#[derive(Debug)]
struct KeptFile {
    path: PathBuf,
    deck: DeckFile,
    /// What is on the disk.
    text: String,
}

/// Something to write down.
#[derive(Debug, Clone)]
pub(super) enum Entry<'a> {
    /// The block without a code and with this message has got one.
    Code {
        message: &'a str,
        code: &'a str,
        known: Known,
    },
    /// The block with the code `old` has another one, or the same with another message.
    Replaced {
        old: &'a str,
        code: &'a str,
        known: Known,
    },
    /// What is known of a code.
    Known {
        code: &'a str,
        known: Known,
    },
    Labels {
        code: &'a str,
        labels: LabelMark,
    },
    /// A code is gone.
    Gone {
        code: &'a str,
    },
}

impl Keeper {
    /// Keeps these files, as they were read.
    pub(super) fn of(files: &[OpenFile], numbers: &[Covered]) -> Self {
        let mut accounts: Vec<Account> = Vec::new();
        for number in numbers {
            let phone = number.of.phone.clone();
            match accounts.iter_mut().find(|account| account.profile == number.key.profile) {
                Some(account) => account.numbers.get_or_insert_default().push(phone),
                None => accounts.push(Account {
                    profile: number.key.profile.clone(),
                    used: true,
                    numbers: Some(vec![phone]),
                }),
            }
        }
        let kept = |file: &OpenFile| {
            let mut deck = file.deck.clone();
            deck.forget_uncovered();
            KeptFile { path: file.path.clone(), deck, text: file.text.clone() }
        };
        Self { files: files.iter().map(kept).collect(), accounts }
    }

    /// Writes these down in a file. What somebody has edited in it in the meantime stays.
    ///
    /// # Errors
    /// The file cannot be written, or has mistakes by now.
    pub(super) fn write(&mut self, file: usize, key: &NumberKey, entries: &[Entry<'_>]) -> Result<(), Failure> {
        let Some(kept) = self.files.get_mut(file) else { return Ok(()) };
        let text = disk::existing(&kept.path)?;
        if text != kept.text {
            let (mut deck, mistakes) = read(&text);
            if !mistakes.is_empty() {
                let message = format!(
                    "{} was edited in the meantime and has mistakes, so that nothing can be written into it.",
                    kept.path.display()
                );
                let advice = "Correct it and run `qrdeck apply` again: it finds the codes that were made and writes them \
                              down.";
                return Err(Error::new(ErrorKind::Config, message).advise(advice).into());
            }
            let (resolved, _) = resolve(&deck, &self.accounts);
            deck.settle(&resolved);
            (kept.deck, kept.text) = (deck, text);
        }
        for entry in entries {
            note(&mut kept.deck, key, entry);
        }
        let text = kept.deck.text();
        if text != kept.text {
            disk::write(&kept.path, &text)?;
            kept.text = text;
        }
        Ok(())
    }

    /// What is known of a code.
    pub(super) fn known(&self, file: usize, key: &NumberKey, code: &str) -> Option<&Known> {
        self.files.get(file)?.deck.pulled.number(key.profile.as_str(), key.number.as_str())?.get(code)
    }
}

/// Writes one thing down. A block that is there no more was taken out by somebody, who decides what that means.
fn note(deck: &mut DeckFile, key: &NumberKey, entry: &Entry<'_>) {
    let (profile, number) = (key.profile.as_str(), key.number.as_str());
    match entry {
        Entry::Code { message, code, known } => {
            let blocks = deck.codes_of(key);
            let place = blocks.iter().find(|(_, block)| block.code.is_none() && block.message == *message);
            if let Some((place, _)) = place.map(|(place, block)| (*place, block.line)) {
                deck.set_code(place, code);
                deck.pulled.set(profile, number, code, known.clone());
            }
        }
        Entry::Replaced { old, code, known } => {
            let blocks = deck.codes_of(key);
            let place = blocks.iter().find(|(_, block)| block.code.as_deref() == Some(*old)).map(|(place, _)| *place);
            if old != code {
                deck.pulled.forget(profile, number, old);
            }
            if let Some(place) = place {
                if old != code {
                    deck.set_code(place, code);
                }
                deck.pulled.set(profile, number, code, known.clone());
            }
        }
        Entry::Known { code, known } => deck.pulled.set(profile, number, code, known.clone()),
        Entry::Labels { code, labels } => {
            let known = deck.pulled.number(profile, number).and_then(|codes| codes.get(*code)).cloned();
            if let Some(known) = known {
                deck.pulled.set(profile, number, code, known.labelled(labels.clone()));
            }
        }
        Entry::Gone { code } => deck.pulled.forget(profile, number, code),
    }
}
