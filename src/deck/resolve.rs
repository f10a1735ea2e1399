//! Which numbers a file is about, and to which of them each of its codes belongs.

use std::collections::HashMap;

use super::block::NumberBlock;
use super::file::DeckFile;
use super::mistake::{Mistake, echo, meant};
use super::resolved::Resolved;
use crate::model::{NumberKey, PhoneNumber, ProfileName, phone_digits};

/// A profile, and its numbers as far as they are known.
#[derive(Debug, Clone)]
pub struct Account {
    pub profile: ProfileName,
    /// Whether it is used in this run: `--profile` leaves others out.
    pub used: bool,
    /// All of its numbers; `None` where they could not be listed, or nobody had to.
    pub numbers: Option<Vec<PhoneNumber>>,
}

/// Finds the numbers of a file among those of all profiles. A number whose profile has not listed its numbers is taken
/// by its id; one that cannot be found for that reason is left out without a mistake.
pub fn resolve(file: &DeckFile, accounts: &[Account]) -> (Resolved, Vec<Mistake>) {
    let (mut resolved, mut mistakes) = (Resolved::default(), Vec::new());
    let mut seen: HashMap<NumberKey, usize> = HashMap::new();
    for (at, block) in file.numbers() {
        match number(block, accounts) {
            Ok(Some(key)) => {
                if let Some(line) = seen.get(&key) {
                    let what = format!("This number is in the file already, on line {line}.");
                    mistakes.push(Mistake::new(block.line, what));
                    continue;
                }
                seen.insert(key.clone(), block.line);
                resolved.numbers.insert(at, key);
            }
            Ok(None) => {}
            Err(what) => mistakes.push(Mistake::new(block.line, what)),
        }
    }
    let codes = file.codes().map(|(at, code)| (at, code.line, code.number.as_str(), code.profile.as_deref()));
    let groups = file.groups().map(|(at, group)| (at, group.line, group.number.as_str(), group.profile.as_deref()));
    let mut known = HashMap::new();
    for (at, line, number, profile) in codes.chain(groups) {
        // That it is missing has been told.
        if number.is_empty() {
            continue;
        }
        match known.entry((number, profile)).or_insert_with(|| owner(file, number, profile)) {
            Ok(owner) => drop(resolved.owners.insert(at, *owner)),
            Err(what) => mistakes.push(Mistake::new(line, what.as_str())),
        }
    }
    (resolved, mistakes)
}

/// The number of a block; `None` where nobody can tell at the moment.
fn number(block: &NumberBlock, accounts: &[Account]) -> Result<Option<NumberKey>, String> {
    if let Some(name) = &block.profile
        && !accounts.iter().any(|account| account.profile.as_str() == name)
    {
        let names: Vec<_> = accounts.iter().map(|account| account.profile.as_str()).collect();
        let hint = meant(name, names.iter().copied());
        return Err(format!("There is no profile `{}`.{hint} Known are: {}.", echo(name), names.join(", ")));
    }
    let named = |account: &&Account| block.profile.as_ref().is_none_or(|name| account.profile.as_str() == name);
    let candidates: Vec<&Account> = accounts.iter().filter(named).collect();
    let mut found = Vec::new();
    for account in &candidates {
        let key = |number: &PhoneNumber| NumberKey { profile: account.profile.clone(), number: number.id.clone() };
        found.extend(account.numbers.iter().flatten().filter(|number| is_meant(block, number)).map(key));
    }
    match found.len() {
        1 => return Ok(found.pop()),
        0 => {}
        _ => return Err("Several numbers are like this. Add its `profile` and its `id`.".to_owned()),
    }
    if candidates.iter().any(|account| account.numbers.is_none()) {
        // Where the profile is named, the id is enough.
        let (Some(id), [account]) = (&block.id, candidates.as_slice()) else { return Ok(None) };
        return Ok(Some(NumberKey { profile: account.profile.clone(), number: id.as_str().into() }));
    }
    let what = [&block.id, &block.number, &block.name].into_iter().flatten().next().map_or("", String::as_str);
    // That nothing is said of it has been told.
    if what.is_empty() {
        return Ok(None);
    }
    let names = candidates.iter().map(|account| account.profile.as_str()).collect::<Vec<_>>().join(", ");
    let known: Vec<&PhoneNumber> = candidates.iter().filter_map(|account| account.numbers.as_ref()).flatten().collect();
    let words = known.iter().flat_map(|phone| [phone.id.as_str(), phone.display.as_str(), phone.name.as_str()]);
    let hint = meant(what, words);
    Err(format!("There is no number `{}` ({names}).{hint} `qrdeck numbers list` shows all.", echo(what)))
}

/// Whether a block means a number: by its id, else by its digits, else by its name.
fn is_meant(block: &NumberBlock, phone: &PhoneNumber) -> bool {
    if let Some(id) = &block.id {
        return phone.id.as_str() == id;
    }
    if let Some(number) = &block.number {
        return is_called(number, phone.id.as_str(), &phone.display);
    }
    block.name.as_deref().is_some_and(|name| is_name(name, &phone.name))
}

/// Whether a word is the id of a number, or has its digits.
fn is_called(word: &str, id: &str, display: &str) -> bool {
    let digits = phone_digits(word);
    word == id || word == display || (digits.is_some() && phone_digits(display) == digits)
}

fn is_name(word: &str, name: &str) -> bool {
    !name.trim().is_empty() && word.trim().to_lowercase() == name.trim().to_lowercase()
}

/// The place of the block of the number that a code or a group names.
pub(super) fn owner(file: &DeckFile, word: &str, profile: Option<&str>) -> Result<usize, String> {
    let of_profile = |block: &NumberBlock| profile.is_none_or(|name| block.profile.as_deref() == Some(name));
    let blocks: Vec<_> = file.numbers().filter(|(_, block)| of_profile(block)).collect();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let ways: [&dyn Fn(&NumberBlock) -> bool; 3] = [
        &|block| text(&block.id) == word,
        &|block| is_called(word, &text(&block.id), &text(&block.number)),
        &|block| is_name(word, &text(&block.name)),
    ];
    for way in ways {
        let found: Vec<usize> = blocks.iter().filter(|(_, block)| way(block)).map(|(at, _)| *at).collect();
        match found[..] {
            [one] => return Ok(one),
            [] => {}
            _ => {
                return Err(format!(
                    "Several [[number]] blocks are `{}`. Use the `id`, or add the `profile`.",
                    echo(word)
                ));
            }
        }
    }
    Err(match profile {
        Some(profile) => {
            format!(
                "No [[number]] block of the profile `{}` is `{}`. Add one, or correct this.",
                echo(profile),
                echo(word)
            )
        }
        None => format!("No [[number]] block is `{}`. Add one, or correct this.", echo(word)),
    })
}
