//! Taking into the file what has changed at the service and on this machine. What was edited in the file and is not
//! applied yet stays.

use std::collections::HashSet;

use super::adopt::Unclaimed;
use super::base::{Known, LabelMark, Mark, number_key};
use super::block::{Block, CodeBlock};
use super::change::{Notice, NoticeKind};
use super::file::DeckFile;
use super::fresh::{self, label_values};
use super::label::{self, LabelVerdict};
use super::mistake::echo;
use super::quote;
use super::resolve::owner;
use super::survey::{Present, PresentCodes, Survey};
use crate::model::{PhoneNumber, same_message};
use crate::store::Label;

/// What a merge has done to the blocks of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
    /// What the person has to decide.
    pub notices: Vec<Notice>,
    /// How the blocks of the number name it.
    pub reference: Vec<(&'static str, String)>,
}

/// Takes the state of a number into the file. Codes that the file has never had go behind its other codes, in the order
/// in which they are given.
pub fn merge(file: &mut DeckFile, survey: &Survey<'_>, phone: &PhoneNumber) -> Merged {
    let key = survey.key;
    number_block(file, survey, phone);
    let present = PresentCodes::of(survey);
    let blocks: Vec<(usize, CodeBlock)> =
        file.codes().filter(|(at, _)| file.number_at(*at) == Some(key)).map(|(at, code)| (at, code.clone())).collect();
    let part = number_key(key.profile.as_str(), key.number.as_str());
    let known = file.pulled.codes.remove(&part).unwrap_or_default();
    let in_blocks: HashSet<&str> = blocks.iter().filter_map(|(_, block)| block.code.as_deref()).collect();
    let unclaimed =
        Unclaimed::of(&present, survey.journal, |code| in_blocks.contains(code) || known.contains_key(code));
    let reference = fresh::reference(file, key, phone);
    let mut merging = Merging {
        file,
        survey,
        present: &present,
        unclaimed,
        known: known.clone(),
        merged: Merged { reference, ..Merged::default() },
        gone: Vec::new(),
    };
    for (at, block) in &blocks {
        if let Some(code) = &block.code {
            merging.existing(*at, block, code);
        }
    }
    for (at, block) in blocks.iter().filter(|(_, block)| block.code.is_none()) {
        if let Some(found) = merging.unclaimed.take(block) {
            merging.replace_code(*at, block, found, None);
        }
    }
    for code in known.keys().filter(|code| !in_blocks.contains(code.as_str())) {
        merging.taken_out(code);
    }
    merging.append();
    let Merging { known, merged, .. } = merging;
    file.pulled.codes.insert(part, known);
    merged
}

/// Brings the block of the number itself in step; blocks that named it as it was called go on to name it.
fn number_block(file: &mut DeckFile, survey: &Survey<'_>, phone: &PhoneNumber) {
    let key = survey.key;
    let Some(at) = file.place(key) else {
        if let Some(segment) = fresh::number(key, phone) {
            file.insert_all(None, vec![segment]);
        }
        return;
    };
    let Some(Block::Number(was)) = file.segments.get(at).map(|segment| segment.block.clone()) else { return };
    let mut set = |name: &str, was: Option<&str>, now: &str| {
        if was != Some(now) && !now.is_empty() {
            file.set(at, name, Some(&quote::quoted(now)));
        }
    };
    set("profile", was.profile.as_deref(), key.profile.as_str());
    set("number", was.number.as_deref(), &phone.display);
    set("name", was.name.as_deref(), &phone.name);
    set("id", was.id.as_deref(), key.number.as_str());
    if was.name.as_deref() == Some(&phone.name) && was.number.as_deref() == Some(&phone.display) {
        return;
    }
    let named: Vec<(usize, String, Option<String>)> = file
        .codes()
        .map(|(at, code)| (at, code.number.clone(), code.profile.clone()))
        .chain(file.groups().map(|(at, group)| (at, group.number.clone(), group.profile.clone())))
        .filter(|(at, _, _)| file.number_at(*at) == Some(key))
        .collect();
    for (place, word, profile) in named {
        if owner(file, &word, profile.as_deref()).ok() != Some(at) {
            file.set(place, "number", Some(&quote::quoted(key.number.as_str())));
        }
    }
}

/// A merge under way.
struct Merging<'a> {
    file: &'a mut DeckFile,
    survey: &'a Survey<'a>,
    present: &'a PresentCodes<'a>,
    unclaimed: Unclaimed<'a>,
    known: std::collections::BTreeMap<String, Known>,
    merged: Merged,
    /// The places of blocks that go.
    gone: Vec<usize>,
}

impl Merging<'_> {
    fn existing(&mut self, at: usize, block: &CodeBlock, code: &str) {
        if let Some(now) = self.present.get(code) {
            let base = self.known.get(code).cloned();
            return self.both(at, block, now, base.as_ref());
        }
        if let Some(next) = self.present.successor(code) {
            return self.replace_code(at, block, next, Some(code));
        }
        let Some(base) = self.known.get(code) else {
            let message = format!("The number has no code {}; its block stays as it is.", echo(code));
            return self.note(NoticeKind::Vanished, block, Some(code), message);
        };
        let edited = Mark::of(&block.message) != base.file || Mark::of_label(&block.label) != base.labels.mark;
        if !edited {
            self.known.remove(code);
            self.gone.push(at);
            self.merged.removed += 1;
            let message = format!("The code {} is gone at the service; its block is taken out.", echo(code));
            return self.note(NoticeKind::Vanished, block, Some(code), message);
        }
        if self.survey.replaces
            && let Some(next) = self.unclaimed.take(block)
        {
            return self.replace_code(at, block, next, Some(code));
        }
        let message = format!("The code {} is gone at the service; its block was edited since and stays.", echo(code));
        self.note(NoticeKind::Vanished, block, Some(code), message);
    }

    /// Writes a code into a block, instead of another one or of none.
    fn replace_code(&mut self, at: usize, block: &CodeBlock, found: Present<'_>, instead_of: Option<&str>) {
        self.unclaimed.claim(found.code);
        let base = instead_of.and_then(|code| self.known.remove(code));
        self.file.set_code(at, found.code);
        self.merged.changed += 1;
        match base {
            Some(base) => self.both(at, block, found, Some(&base)),
            // A block that had no code wants what was just found for it.
            None => self.both(at, block, found, Some(&Known::of(&block.message, found.message))),
        }
    }

    /// A code that is in the file and at the service.
    fn both(&mut self, at: usize, block: &CodeBlock, now: Present<'_>, base: Option<&Known>) {
        let (in_file, there) = (Mark::of(&block.message), Mark::of(now.message));
        let unmoved = base.is_some_and(|base| base.service.as_ref() == Some(&there));
        let mut known = Known { service: now.listed.then(|| there.clone()), ..Known::agreed(now.message) };
        match base {
            _ if in_file == there => {}
            // Nothing new at the service: the file keeps its form of it, or what was edited.
            Some(base) if unmoved => known = base.clone(),
            Some(base) if base.service.is_none() && same_message(&block.message, now.message) => {
                known.file = in_file;
            }
            // No service takes an empty message: this is a list that does not tell.
            Some(base) if now.message.is_empty() => known = base.clone(),
            Some(base) if base.file == in_file => {
                self.file.set(at, "message", Some(&quote::text(now.message)));
                self.merged.changed += 1;
            }
            Some(_) if same_message(&block.message, now.message) => known.file = in_file,
            _ => {
                let message = format!(
                    "The message of {} is \"{}\" at the service; the file keeps \"{}\", which `qrdeck apply` would send.",
                    echo(now.code),
                    now.message,
                    block.message
                );
                self.note(NoticeKind::Conflict, block, Some(now.code), message);
            }
        }
        let labels = base.map(|base| base.labels.clone()).unwrap_or_default();
        let labels = self.label(at, block, now.code, labels);
        self.known.insert(now.code.to_owned(), known.labelled(labels));
    }

    /// Takes the label of this machine in where that is newer.
    fn label(&mut self, at: usize, block: &CodeBlock, code: &str, base: LabelMark) -> LabelMark {
        let here = self.survey.labels.get(code);
        match label::compare(&block.label, &base, here) {
            LabelVerdict::Same(mark) => mark,
            LabelVerdict::ToMachine { .. } => base,
            LabelVerdict::ToFile(mark) => {
                let (was, nothing) = (label_values(&block.label), Label::default());
                for ((name, value), (_, was)) in label_values(here.unwrap_or(&nothing)).into_iter().zip(was) {
                    if value != was {
                        self.file.set(at, name, value.as_deref());
                    }
                }
                self.merged.changed += 1;
                mark
            }
            LabelVerdict::Both(mark) => {
                let message =
                    format!("The label of {} was changed on this machine, too; the file keeps its own.", echo(code));
                self.note(NoticeKind::Conflict, block, Some(code), message);
                mark
            }
        }
    }

    /// A code whose block was taken out of the file.
    fn taken_out(&mut self, code: &str) {
        let Some(now) = self.present.get(code) else {
            self.known.remove(code);
            return;
        };
        let there = Mark::of(now.message);
        let Some(known) = self.known.get_mut(code) else { return };
        if known.service.as_ref().is_some_and(|service| *service != there) {
            let message = format!(
                "The message of {}, whose block was taken out, is now \"{}\" at the service; `qrdeck apply` would delete \
                 it.",
                echo(code),
                now.message
            );
            self.merged.notices.push(Notice {
                kind: NoticeKind::Conflict,
                line: self.survey.line,
                code: Some(code.to_owned()),
                message,
            });
        }
        *known = Known::agreed(now.message).labelled(known.labels.clone());
    }

    /// Takes out what is gone, and puts in what is new.
    fn append(&mut self) {
        let key = self.survey.key;
        self.gone.sort_unstable();
        for at in self.gone.drain(..).rev() {
            self.file.remove(at);
        }
        let mut segments = Vec::new();
        let new: Vec<_> = self.unclaimed.rest().collect();
        for code in new {
            let label = self.survey.labels.get(code.code);
            segments.extend(fresh::code(key, &self.merged.reference, code, label));
            let labels = label
                .map_or_else(LabelMark::default, |label| LabelMark { mark: Mark::of_label(label), at: label.updated });
            let service = code.listed.then(|| Mark::of(code.message));
            self.known.insert(code.code.to_owned(), Known { service, ..Known::agreed(code.message) }.labelled(labels));
        }
        self.merged.added += segments.len();
        let behind = self.file.last_of(key, |block| !matches!(block, Block::Group(_)));
        self.file.insert_all(behind, segments);
    }

    fn note(&mut self, kind: NoticeKind, block: &CodeBlock, code: Option<&str>, message: String) {
        self.merged.notices.push(Notice { kind, line: block.line, code: code.map(str::to_owned), message });
    }
}
