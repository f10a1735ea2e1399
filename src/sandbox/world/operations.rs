//! What can be done to a world.

use super::group::{cams_group_id, graph_group_id, invite_link};
use super::random::Random;
use super::{Code, CodeText, Group, GroupStatus, Number, World, WorldChange};
use crate::model::MAX_CODES_PER_NUMBER;
use crate::sandbox::Api;

/// Listings a new group is `CREATING` in before it is `ACTIVE`.
const LISTINGS_TO_CREATE: u8 = 2;

/// Why an operation was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The service has no such number.
    Number,
    /// The number has no such code, or no longer.
    Code,
    /// There is no such group.
    Group,
    /// The number has [`MAX_CODES_PER_NUMBER`] codes: there is no room for another.
    Room,
}

impl World {
    /// Makes a code. `now` is in Unix seconds.
    ///
    /// # Errors
    /// [`Missing::Number`], [`Missing::Room`].
    pub fn create_code(&mut self, service: Api, number: &str, message: &str, now: i64) -> Result<Code, Missing> {
        if self.number(service, number).ok_or(Missing::Number)?.codes.len() >= MAX_CODES_PER_NUMBER {
            return Err(Missing::Room);
        }
        let serial = self.codes_issued;
        let seed = self.seed;
        let number = self.number_mut(service, number)?;
        // A clock that was set back must not disturb the order of creation.
        let created = number.codes.last().map_or(now, |last| last.created.max(now));
        let code = Code { code: CodeText::issue(seed, serial), serial, created, message: message.into() };
        number.codes.to_mut().push(code.clone());
        self.codes_issued += 1;
        self.effect = Some(WorldChange::made(code.code));
        Ok(code)
    }

    /// Changes the message of a code and nothing else, as Graph does.
    ///
    /// # Errors
    /// [`Missing::Number`], [`Missing::Code`].
    pub fn edit_code(&mut self, service: Api, number: &str, code: &str, message: &str) -> Result<Code, Missing> {
        let number = self.number_mut(service, number)?;
        let at = number.codes.position(code).ok_or(Missing::Code)?;
        let row = number.codes.to_mut().get_mut(at).ok_or(Missing::Code)?;
        let changed = &*row.message != message;
        row.message = message.into();
        let row = row.clone();
        if changed {
            self.effect = Some(WorldChange::changed(row.code));
        }
        Ok(row)
    }

    /// Removes a code and makes a new one in its place, as CAMS does on an update. `now` is in Unix seconds.
    ///
    /// # Errors
    /// [`Missing::Number`], [`Missing::Code`].
    pub fn replace_code(
        &mut self,
        service: Api,
        number: &str,
        code: &str,
        message: &str,
        now: i64,
    ) -> Result<Code, Missing> {
        self.delete_code(service, number, code)?;
        let new = self.create_code(service, number, message, now)?;
        self.effect = Some(WorldChange { killed: Some(code.to_owned()), ..WorldChange::made(new.code) });
        Ok(new)
    }

    /// Removes a code permanently.
    ///
    /// # Errors
    /// [`Missing::Number`], [`Missing::Code`].
    pub fn delete_code(&mut self, service: Api, number: &str, code: &str) -> Result<Code, Missing> {
        let number = self.number_mut(service, number)?;
        let index = number.codes.position(code).ok_or(Missing::Code)?;
        let code = number.codes.to_mut().remove(index);
        self.effect = Some(WorldChange::killed(code.code));
        Ok(code)
    }

    /// Gives a group a new invite link; the one it had is dead.
    ///
    /// # Errors
    /// [`Missing::Group`].
    pub fn reset_link(&mut self, service: Api, group: &str) -> Result<String, Missing> {
        let link = invite_link(self.seed, self.links_issued);
        let killed = self.group_mut(service, group)?.link.replace(link.clone());
        self.links_issued += 1;
        self.effect = Some(WorldChange { killed, ..WorldChange::made(&link) });
        Ok(link)
    }

    /// Removes the invite link of a group. Tells whether there was one.
    ///
    /// # Errors
    /// [`Missing::Group`].
    pub fn remove_link(&mut self, service: Api, group: &str) -> Result<bool, Missing> {
        let removed = self.group_mut(service, group)?.link.take();
        let was_there = removed.is_some();
        if let Some(link) = removed {
            self.effect = Some(WorldChange::killed(link));
        }
        Ok(was_there)
    }

    /// Starts to make a group: it is `CREATING` for some listings, then active with an invite link. `now` is in
    /// Unix seconds.
    ///
    /// # Errors
    /// [`Missing::Number`].
    pub fn add_group(
        &mut self,
        service: Api,
        number: &str,
        subject: &str,
        description: &str,
        now: i64,
    ) -> Result<Group, Missing> {
        let mut random = Random::new(self.seed ^ self.links_issued.rotate_left(32), "group");
        let link = invite_link(self.seed, self.links_issued);
        let number = self.number_mut(service, number)?;
        let id = match service {
            Api::Meta => graph_group_id(&mut random, &number.digits, false),
            Api::Alibaba => cams_group_id(&mut random),
        };
        let group = Group {
            id,
            subject: subject.to_owned(),
            description: description.to_owned(),
            status: GroupStatus::Creating,
            participants: 0,
            created: now,
            link: Some(link),
            listings_left: LISTINGS_TO_CREATE,
        };
        number.groups.push(group.clone());
        self.links_issued += 1;
        self.effect = Some(WorldChange::made(&group.id));
        Ok(group)
    }

    /// Whether a number has groups that are being created, which a listing brings closer to being active.
    pub fn has_new_groups(&self, service: Api, number: &str) -> bool {
        self.number(service, number).is_some_and(|number| number.groups.iter().any(|group| group.listings_left > 0))
    }

    /// Counts a listing of a number's groups towards those that are being created.
    pub fn count_listing(&mut self, service: Api, number: &str) {
        let Ok(number) = self.number_mut(service, number) else { return };
        for group in number.groups.iter_mut().filter(|group| group.listings_left > 0) {
            group.listings_left -= 1;
            if group.listings_left == 0 && group.status == GroupStatus::Creating {
                group.status = GroupStatus::Active;
            }
        }
    }

    fn number_mut(&mut self, service: Api, id: &str) -> Result<&mut Number, Missing> {
        self.numbers.iter_mut().find(|number| number.service == service && number.id == id).ok_or(Missing::Number)
    }

    fn group_mut(&mut self, service: Api, id: &str) -> Result<&mut Group, Missing> {
        self.numbers
            .iter_mut()
            .filter(|number| number.service == service)
            .find_map(|number| number.groups.iter_mut().find(|group| group.id == id))
            .ok_or(Missing::Group)
    }
}
