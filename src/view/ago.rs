//! How long ago something was, in words.

use jiff::SignedDuration;

/// How long ago something was, as people say it, in at most twelve columns for 27 years. The clock on the wall may have
/// been set back.
pub(crate) fn ago(age: SignedDuration) -> String {
    let seconds = age.as_secs().max(0);
    match seconds {
        0..60 => "just now".to_owned(),
        60..3600 => format!("{} min ago", seconds / 60),
        3600..86_400 => format!("{} h ago", seconds / 3600),
        86_400..172_800 => "yesterday".to_owned(),
        _ => format!("{} days ago", seconds / 86_400),
    }
}
