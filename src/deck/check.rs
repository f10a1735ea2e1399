//! What is wrong between the blocks of one file, and of several that are used together.

use std::collections::HashMap;

use super::file::DeckFile;
use super::mistake::{Mistake, echo};
use crate::model::{NumberKey, ProfileName};

/// Finds codes and numbers that are there twice, and new codes that would be made twice. Files come with their names, and
/// know which number each of their blocks is about; mistakes come with the place of their file.
pub fn check(files: &[(String, &DeckFile)]) -> Vec<(usize, Mistake)> {
    let mut mistakes = Vec::new();
    let mut numbers: HashMap<&NumberKey, (usize, usize)> = HashMap::new();
    let mut codes: HashMap<(Option<&ProfileName>, &str), (usize, usize)> = HashMap::new();
    let mut new: HashMap<(&NumberKey, Vec<&str>), usize> = HashMap::new();
    for (at, (_, file)) in files.iter().enumerate() {
        for (place, block) in file.numbers() {
            let Some(key) = file.number_at(place) else { continue };
            if let Some((first, line)) = numbers.insert(key, (at, block.line)).filter(|(first, _)| *first != at) {
                let what = format!("This number is in {}:{line}, too.", files[first].0);
                mistakes.push((at, Mistake::new(block.line, what).advise("Use one file for it.")));
            }
        }
        for (place, block) in file.codes() {
            let key = file.number_at(place);
            if let Some(code) = &block.code {
                // Ids are unique at a service; the profile stands for it.
                let first = codes.entry((key.map(|key| &key.profile), code)).or_insert((at, block.code_line));
                if *first != (at, block.code_line) {
                    let (file, line) = (&files[first.0].0, first.1);
                    let what = format!("The code {} is in {file}:{line} already.", echo(code));
                    let advice = "Remove one of the two, or its `code` to have a new one made.";
                    mistakes.push((at, Mistake::new(block.code_line, what).advise(advice)));
                }
                continue;
            }
            let words: Vec<&str> = block.message.split_whitespace().collect();
            // That it says nothing is told elsewhere.
            let Some(key) = key.filter(|_| !words.is_empty()) else { continue };
            if let Some(line) = new.insert((key, words), block.message_line) {
                let what = format!("Line {line} makes a new code with this message for the same number already.");
                mistakes.push((at, Mistake::new(block.message_line, what)));
            }
        }
    }
    mistakes
}
