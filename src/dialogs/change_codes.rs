//! Changing the messages of many codes: the words of the confirmation, and what it sends.

use super::{Lost, Terms, confirm};
use crate::app::{State, Write};
use crate::model::{CodeId, CodeKey, Draft, ImageFormat, NumberKey, QrCode};

/// Opens the confirmation for changing the messages of many codes, each to its own new one.
pub(crate) fn open(state: &mut State, number: &NumberKey, seen: &[QrCode], changed: &[(CodeId, String)]) {
    let count = changed.len();
    let find = |id: &CodeId| seen.iter().find(|code| code.code == *id);
    let lost = changed
        .iter()
        .filter_map(|(id, message)| Some(Lost { becomes: Some(message.clone()), ..Lost::of(find(id)?) }))
        .collect();
    let writes = changed
        .iter()
        .filter_map(|(id, message)| {
            Some(Write::Update {
                key: CodeKey { number: number.clone(), code: id.clone() },
                draft: Draft { message: message.clone(), image: ImageFormat::default() },
                seen: find(id)?.message.clone(),
            })
        })
        .collect();
    confirm::open(state, number, |number, profile| {
        let replaces = profile.provider.update_replaces_code();
        let meaning = if replaces {
            format!(
                "{} gives each changed message a new code. After that, scanning the original QR codes no longer \
                 starts a chat: every printed copy of them is dead.",
                profile.provider.service_name()
            )
        } else {
            "The codes and their links stay the same; scanning them starts a chat with the new message.".to_owned()
        };
        Terms {
            title: format!("{} these {count} codes?", if replaces { "Replace" } else { "Change" }),
            meaning,
            writes,
            lost,
            number,
            profile,
            verb: if replaces { "Replace" } else { "Change" },
            expected: count.to_string(),
            wanted: "how many codes will be changed".to_owned(),
            any_case: true,
        }
    });
}
