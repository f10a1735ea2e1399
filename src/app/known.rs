//! What the changes of this run have made known, so that an answer to an older question does not take it back.
//!
//! Reads and changes overtake each other: a list that was asked for before a change ended may show what was there
//! before it. Every read remembers when it was asked, every fact when it became known; what is older gives way.

use std::collections::{HashMap, HashSet};

use crate::model::{CodeId, CodeKey, Group, GroupKey, InviteLink, NumberKey, QrCode, invite_id};

/// A moment of the run: grows with every change that has ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Turn(u64);

/// Everything the changes of this run have made known.
#[derive(Debug, Clone, Default)]
pub struct Known {
    now: Turn,
    /// Codes as changes have left them, and since when.
    codes: HashMap<NumberKey, HashMap<CodeId, (Turn, QrCode)>>,
    /// Deleted or replaced. Codes are never used again, so they stay dead whatever a list says, and through whatever
    /// profile it was asked for.
    dead_codes: HashSet<CodeId>,
    links: HashMap<GroupKey, (Turn, InviteLink)>,
    /// The ids of invites that were reset or removed.
    dead_invites: HashSet<String>,
}

impl Known {
    /// When a read that is asked now was asked.
    pub(crate) fn now(&self) -> Turn {
        self.now
    }

    /// A change has ended: reads that were asked for before do not know of it.
    fn turn(&mut self) -> Turn {
        self.now.0 += 1;
        self.now
    }

    /// A change has made a code, or found it, like this.
    pub(crate) fn code_is(&mut self, number: &NumberKey, code: QrCode) {
        let now = self.turn();
        if !self.dead_codes.contains(&code.code) {
            self.codes.entry(number.clone()).or_default().insert(code.code.clone(), (now, code));
        }
    }

    /// A change has made this code. The answer to a later change of it may have come first: what that has made known
    /// stays. Returns the code as it is known now; absent where it is dead already.
    pub(crate) fn code_made(&mut self, number: &NumberKey, code: QrCode) -> Option<QrCode> {
        if self.dead_codes.contains(&code.code) {
            self.turn();
            return None;
        }
        let newer = self.codes.get(number).and_then(|facts| facts.get(&code.code)).map(|(_, known)| known.clone());
        let code = newer.unwrap_or(code);
        self.code_is(number, code.clone());
        Some(code)
    }

    /// A code was deleted or replaced.
    pub(crate) fn code_ended(&mut self, key: &CodeKey) {
        self.turn();
        if let Some(facts) = self.codes.get_mut(&key.number) {
            facts.remove(&key.code);
        }
        self.dead_codes.insert(key.code.clone());
    }

    /// A change of a group's link has ended, and left this link; unknown where nobody knows what it left.
    pub(crate) fn link_is(&mut self, group: &GroupKey, seen: &InviteLink, now: InviteLink) {
        let turn = self.turn();
        if let Some(dead) = seen.url().filter(|url| now != InviteLink::Unknown && now.url() != Some(url)) {
            self.dead_invites.insert(invite(dead).to_owned());
        }
        self.links.insert(group.clone(), (turn, now));
    }

    /// Whether a change of this run has ended this code.
    pub fn is_dead(&self, code: &CodeId) -> bool {
        self.dead_codes.contains(code)
    }

    /// Whether a change of this run has ended this invite link.
    pub fn is_dead_link(&self, link: &str) -> bool {
        self.dead_invites.contains(invite(link))
    }

    /// A list of codes that was asked for at a moment, with all that has become known since.
    pub(crate) fn codes(&self, number: &NumberKey, asked: Turn, mut codes: Vec<QrCode>) -> Vec<QrCode> {
        codes.retain(|code| !self.dead_codes.contains(&code.code));
        let facts = self.codes.get(number).into_iter().flat_map(HashMap::values);
        let mut newer: Vec<_> = facts.filter(|(at, _)| *at > asked).collect();
        newer.sort_unstable_by_key(|(at, _)| *at);
        for (_, code) in newer {
            put(&mut codes, code.clone());
        }
        codes
    }

    /// The groups of a number as they were asked for at a moment, with the links that have become known since.
    pub(crate) fn groups(&self, number: &NumberKey, asked: Turn, mut groups: Vec<Group>) -> Vec<Group> {
        for group in &mut groups {
            let key = GroupKey { number: number.clone(), group: group.id.clone() };
            let link = std::mem::replace(&mut group.invite_link, InviteLink::Unknown);
            group.invite_link = self.link(&key, asked, link);
        }
        groups
    }

    /// A group's link that was asked for at a moment, or what has become known of it since.
    pub(crate) fn link(&self, group: &GroupKey, asked: Turn, link: InviteLink) -> InviteLink {
        let dead = link.url().is_some_and(|url| self.is_dead_link(url));
        match self.links.get(group) {
            Some((at, known)) if dead || *at > asked => known.clone(),
            _ if dead => InviteLink::Unknown,
            _ => link,
        }
    }
}

/// What tells an invite link from others, however it is written.
fn invite(link: &str) -> &str {
    invite_id(link).unwrap_or(link)
}

/// Puts a code into its place on a list, or at the top of it where it is new.
pub(crate) fn put(codes: &mut Vec<QrCode>, code: QrCode) {
    match codes.iter_mut().find(|row| row.code == code.code) {
        Some(row) => *row = code,
        None => codes.insert(0, code),
    }
}
