//! Putting numbers, codes and groups into a new world.

use super::generated::GeneratedCodes;
use super::group::{cams_group_id, graph_group_id, invite_link};
use super::phrases::Phrases;
use super::random::Random;
use super::{AlibabaAccount, Code, CodeText, Codes, Group, GroupStatus, MetaAccount, Number, World};
use crate::sandbox::Api;

/// When the first number was onboarded: 2025-01-06 08:00 UTC. Fixed, so that a seed makes the same world on any day.
const OPENING: i64 = 1_736_150_400;
/// Seconds between the onboarding of two numbers.
const BETWEEN_NUMBERS: i64 = 9 * 86_400;
/// Seconds over which the codes of a number were made.
const CODES_SPAN: usize = 300 * 86_400;

impl World {
    /// A world with accounts and no numbers.
    pub(super) fn empty(seed: u64) -> Self {
        Self {
            seed,
            codes_issued: 0,
            links_issued: 0,
            meta: MetaAccount::new(seed),
            alibaba: AlibabaAccount::new(seed),
            numbers: Vec::new(),
            effect: None,
        }
    }

    /// Adds codes to a new number of the default world.
    pub(super) fn fill(&mut self, number: &mut Number, phrases: &Phrases, count: usize, random: &mut Random) {
        let step = CODES_SPAN / count.max(1);
        let mut created = number.created;
        let codes = number.codes.to_mut();
        for index in 0..count {
            created += i64::try_from(random.below(step.max(1))).unwrap_or(0);
            let serial = self.codes_issued;
            self.codes_issued += 1;
            // The newest ones are listed first, and they are to be the ones a person would show.
            let message = phrases.message(count - 1 - index).into_boxed_str();
            codes.push(Code { code: CodeText::issue(self.seed, serial), serial, created, message });
        }
    }

    /// Gives a new number codes that are made when somebody looks.
    pub(super) fn generate_codes(&mut self, number: &mut Number, language: usize, count: usize, salt: u64) {
        let apart = u32::try_from(CODES_SPAN / count.max(1)).unwrap_or(u32::MAX);
        let (seed, first_serial, since) = (self.seed, self.codes_issued, number.created);
        self.codes_issued += count as u64;
        number.codes = GeneratedCodes { seed, salt, language, count, first_serial, since, apart }.into();
    }

    /// Adds a group to a new number.
    pub(super) fn found(&mut self, number: &mut Number, subject: &str, linked: bool, random: &mut Random) {
        let link = invite_link(self.seed, self.links_issued);
        self.links_issued += 1;
        number.groups.push(Group {
            id: match number.service {
                // The first group of a number has an id that must be escaped in a path.
                Api::Meta => graph_group_id(random, &number.digits, number.groups.is_empty()),
                Api::Alibaba => cams_group_id(random),
            },
            subject: subject.to_owned(),
            description: String::new(),
            status: GroupStatus::Active,
            participants: 0,
            created: number.created + i64::try_from(random.below(CODES_SPAN)).unwrap_or(0),
            link: linked.then_some(link),
            listings_left: 0,
        });
    }
}

/// A number in good standing without codes and groups.
pub(super) fn number(
    world: &World,
    service: Api,
    index: usize,
    name: &str,
    display: &str,
    random: &mut Random,
) -> Number {
    let digits: String = display.chars().filter(char::is_ascii_digit).collect();
    Number {
        service,
        id: match service {
            Api::Meta => format!("1{:014}", random.next() % 100_000_000_000_000),
            Api::Alibaba => digits.clone(),
        },
        digits,
        display: display.to_owned(),
        name: name.to_owned(),
        quality: "GREEN".to_owned(),
        status: "CONNECTED".to_owned(),
        name_status: "APPROVED".to_owned(),
        tier: "TIER_1K".to_owned(),
        official: false,
        waba: match service {
            Api::Meta => waba(world, index),
            Api::Alibaba => String::new(),
        },
        groups_enabled: true,
        created: OPENING + BETWEEN_NUMBERS * i64::try_from(index).unwrap_or(0),
        codes: Codes::default(),
        groups: Vec::new(),
    }
}

/// The id of one of the accounts, by turns.
pub(super) fn waba(world: &World, index: usize) -> String {
    let wabas = &world.meta.wabas;
    wabas.get(index % wabas.len().max(1)).map(|waba| waba.id.clone()).unwrap_or_default()
}
