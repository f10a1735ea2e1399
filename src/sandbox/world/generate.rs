//! Worlds of any size.

use super::random::Random;
use super::{World, build};
use crate::model::{Error, MAX_CODES_PER_NUMBER, MAX_GROUP_MEMBERS, Result};
use crate::sandbox::Api;

/// Most groups a number can have (Meta's guide "Groups API").
const MAX_GROUPS_PER_NUMBER: usize = 10_000;
/// Most numbers in each service; what a number costs beyond its codes.
const MAX_NUMBERS: usize = 10_000;
/// Most codes, and most groups, in a whole world.
const MAX_ROWS: usize = 4_000_000;

/// Towns with their dialling code, an area code, and the index of their language.
const TOWNS: [(&str, &str, &str, usize); 12] = [
    ("Hamburg", "49", "151", 0),
    ("Lyon", "33", "630", 1),
    ("Sevilla", "34", "640", 2),
    ("Gdańsk", "48", "650", 3),
    ("Recife", "55", "819", 4),
    ("Leeds", "44", "770", 5),
    ("成都", "86", "138", 6),
    ("大阪", "81", "902", 7),
    ("الرياض", "966", "504", 8),
    ("חיפה", "972", "505", 9),
    ("Bandung", "62", "816", 10),
    ("Pune", "91", "700", 11),
];

/// How large a world is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Numbers in each service.
    pub numbers: usize,
    /// Codes of each number.
    pub codes: usize,
    /// Groups of each number.
    pub groups: usize,
}

impl Size {
    /// The given sizes, and 6 numbers, 25 codes and 3 groups where none is given.
    pub fn new(numbers: Option<usize>, codes: Option<usize>, groups: Option<usize>) -> Self {
        Self { numbers: numbers.unwrap_or(6), codes: codes.unwrap_or(25), groups: groups.unwrap_or(3) }
    }

    /// Whether it is within the limits.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`]: it is not.
    pub fn check(self) -> Result<()> {
        let services = 2;
        for (flag, value, limit) in [
            ("--numbers", self.numbers, MAX_NUMBERS),
            ("--codes", self.codes, MAX_CODES_PER_NUMBER),
            ("--groups", self.groups, MAX_GROUPS_PER_NUMBER),
            ("--numbers times --codes", self.numbers.saturating_mul(self.codes), MAX_ROWS / services),
            ("--numbers times --groups", self.numbers.saturating_mul(self.groups), MAX_ROWS / services),
        ] {
            if value > limit {
                return Err(Error::config(format!("{flag} is {value}; the sandbox takes at most {limit}."))
                    .advise("Ask for a smaller world."));
            }
        }
        Ok(())
    }
}

impl World {
    /// A world of a size.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a size over the limits.
    pub fn generate(seed: u64, size: Size) -> Result<Self> {
        size.check()?;
        let mut world = Self::empty(seed);
        world.numbers.reserve_exact(size.numbers * 2);
        for service in [Api::Meta, Api::Alibaba] {
            for index in 0..size.numbers {
                world.add_generated(service, index, size);
            }
        }
        Ok(world)
    }

    fn add_generated(&mut self, service: Api, index: usize, size: Size) {
        let (town, country, area, language) = TOWNS[index % TOWNS.len()];
        let branch = index / TOWNS.len() + 1;
        // The services' numbers differ in this digit.
        let line = match service {
            Api::Meta => 2,
            Api::Alibaba => 8,
        };
        let display = format!("+{country} {area} {line}{:02} {:04}", branch / 10_000, branch % 10_000);
        let mut random = Random::new(self.seed, &display);
        let mut number = build::number(self, service, index, &format!("Aurora {town} {branch}"), &display, &mut random);
        for (value, choices) in [
            (&mut number.quality, ["GREEN", "GREEN", "GREEN", "YELLOW", "RED", "UNKNOWN"]),
            (&mut number.tier, ["TIER_250", "TIER_1K", "TIER_1K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"]),
        ] {
            choices[random.below(choices.len())].clone_into(value);
        }
        number.official = random.below(4) == 0;
        self.generate_codes(&mut number, language, size.codes, random.next());
        for group in 1..=size.groups {
            let linked = random.below(3) > 0;
            self.found(&mut number, &format!("Aurora {town} · {group}"), linked, &mut random);
            if let Some(group) = number.groups.last_mut() {
                group.participants = u32::try_from(random.below(MAX_GROUP_MEMBERS as usize + 1)).unwrap_or(0);
            }
        }
        self.numbers.push(number);
    }
}
