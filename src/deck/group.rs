//! Groups and their links, which stand in the file for information.

use std::collections::HashSet;

use super::base::{Mark, Pulled, number_key};
use super::block::{Block, GroupBlock};
use super::change::{Notice, NoticeKind};
use super::file::DeckFile;
use super::mistake::echo;
use super::quote;
use super::segment::Segment;
use crate::model::NumberKey;

/// A group as its service shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    pub id: String,
    pub subject: String,
    /// The link; `Some(None)` where there is none, `None` where nobody could tell.
    pub link: Option<Option<String>>,
}

/// Takes the groups of a number into the file. What was edited there is overwritten.
pub fn merge_groups(file: &mut DeckFile, key: &NumberKey, reference: &[(&'static str, String)], groups: &[GroupRow]) {
    let blocks: Vec<(usize, GroupBlock)> = file
        .groups()
        .filter(|(at, _)| file.number_at(*at) == Some(key))
        .map(|(at, group)| (at, group.clone()))
        .collect();
    let listed: HashSet<&str> = groups.iter().map(|group| group.id.as_str()).collect();
    let known: HashSet<&str> = blocks.iter().map(|(_, block)| block.id.as_str()).collect();
    for (at, block) in blocks.iter().rev() {
        let Some(group) = groups.iter().find(|group| group.id == block.id) else {
            file.remove(*at);
            continue;
        };
        if block.subject != group.subject {
            file.set(*at, "subject", Some(&quote::quoted(&group.subject)));
        }
        if let Some(link) = &group.link
            && *link != block.link
        {
            file.set(*at, "link", link.as_deref().map(quote::quoted).as_deref());
        }
    }
    let new: Vec<_> = groups.iter().filter(|group| !known.contains(group.id.as_str())).collect();
    let segments = new.into_iter().filter_map(|group| segment(key, reference, group)).collect();
    file.insert_all(file.last_of(key, |_| true), segments);
    let part = number_key(key.profile.as_str(), key.number.as_str());
    let marks =
        file.groups().filter(|(at, block)| file.number_at(*at) == Some(key) && listed.contains(block.id.as_str()));
    let marks: std::collections::BTreeMap<_, _> = marks.map(|(_, block)| (block.id.clone(), mark(block))).collect();
    if marks.is_empty() {
        file.pulled.groups.remove(&part);
    } else {
        file.pulled.groups.insert(part, marks);
    }
}

/// The block of a group.
fn segment(key: &NumberKey, reference: &[(&'static str, String)], group: &GroupRow) -> Option<Segment> {
    let mut values = reference.to_vec();
    values.push(("subject", quote::quoted(&group.subject)));
    if let Some(Some(link)) = &group.link {
        values.push(("link", quote::quoted(link)));
    }
    values.push(("id", quote::quoted(&group.id)));
    let mut segment = Segment::new("group", &values)?;
    segment.number = Some(key.clone());
    Some(segment)
}

/// Tells which groups of a number were edited in the file: nothing of that is ever sent.
pub fn edited_groups(file: &DeckFile, key: &NumberKey, line: usize) -> Vec<Notice> {
    let Pulled { groups, .. } = &file.pulled;
    let nothing = std::collections::BTreeMap::new();
    let known = groups.get(&number_key(key.profile.as_str(), key.number.as_str())).unwrap_or(&nothing);
    let blocks: Vec<&GroupBlock> = file
        .segments
        .iter()
        .filter(|segment| segment.number.as_ref() == Some(key))
        .filter_map(|segment| match &segment.block {
            Block::Group(group) => Some(group),
            _ => None,
        })
        .collect();
    let note = |line, message: String| Notice { kind: NoticeKind::GroupEdited, line, code: None, message };
    let mut notices = Vec::new();
    for block in &blocks {
        if known.get(&block.id) != Some(&mark(block)) {
            let message = format!(
                "The group {} was edited. Groups are for information; `qrdeck groups link` changes their links.",
                echo(&block.subject)
            );
            notices.push(note(block.line, message));
        }
    }
    let here: HashSet<&str> = blocks.iter().map(|block| block.id.as_str()).collect();
    let gone = known.keys().filter(|id| !here.contains(id.as_str())).count();
    if gone > 0 {
        let message = format!("{gone} [[group]] blocks were taken out. That changes nothing at the service.");
        notices.push(note(line, message));
    }
    notices
}

/// What a block says.
fn mark(block: &GroupBlock) -> Mark {
    let link = block.link.as_deref().unwrap_or_default();
    Mark::of(&format!("{}:{}{link}", block.subject.len(), block.subject))
}
