//! What is known of one number: its codes, its groups, and where the person is in them.

use std::collections::HashMap;

use super::{Cursor, Remote};
use crate::model::{CodeId, Error, Group, GroupId, InviteLink, QrCode};

/// The codes and groups of one number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberState {
    /// Its codes.
    pub codes: Remote<Vec<QrCode>>,
    /// Where the person is among them.
    pub code_cursor: Cursor<CodeId>,
    /// Its groups.
    pub groups: Remote<Vec<Group>>,
    /// Why it had no groups at an earlier look; until there are some, or a service says something else.
    pub no_groups: Option<Error>,
    /// Where the person is among them.
    pub group_cursor: Cursor<GroupId>,
    /// Invite links that were asked for one by one, because the service does not list them.
    pub links: HashMap<GroupId, Remote<InviteLink>>,
    /// What the service's own pictures say, of the codes whose picture was asked for.
    pub pictures: HashMap<CodeId, Remote<String>>,
}

impl NumberState {
    /// Its lists leave the memory, and come back from the cache; who comes back finds the same row selected.
    pub(crate) fn unload(&mut self) {
        self.code_cursor.unload();
        self.group_cursor.unload();
        self.codes.unload();
        self.groups.unload();
        self.no_groups = None;
        self.links.clear();
        self.pictures.clear();
    }

    /// The codes, none where they are not known.
    pub fn code_rows(&self) -> &[QrCode] {
        self.codes.value().map_or(&[], Vec::as_slice)
    }

    /// The groups, none where they are not known.
    pub fn group_rows(&self) -> &[Group] {
        self.groups.value().map_or(&[], Vec::as_slice)
    }

    /// The selected code.
    pub fn code(&self) -> Option<&QrCode> {
        self.code_cursor.index().and_then(|at| self.code_rows().get(at))
    }

    /// The selected group.
    pub fn group(&self) -> Option<&Group> {
        self.group_cursor.index().and_then(|at| self.group_rows().get(at))
    }

    /// A code by its identifier.
    pub fn find_code(&self, id: &CodeId) -> Option<&QrCode> {
        self.code_rows().iter().find(|code| code.code == *id)
    }

    /// What is known of a group's invite link: what was asked for alone is newer than what came with the list.
    pub fn link_of<'a>(&'a self, group: &'a Group) -> &'a InviteLink {
        self.links.get(&group.id).and_then(Remote::value).unwrap_or(&group.invite_link)
    }
}
