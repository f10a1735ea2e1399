//! The form of what a command writes to standard output.

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    /// Tables and sentences for people.
    Text,
    /// One JSON document.
    Json,
    /// Lists as one JSON object a line.
    JsonLines,
}

impl Output {
    /// The form that arguments ask for, before anybody has read them: a mistake in them is told in it.
    pub(super) fn of<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut output = Self::Text;
        for argument in arguments.into_iter().take_while(|argument| *argument != "--") {
            match argument {
                "--json" => output = Self::Json,
                "--jsonl" => output = Self::JsonLines,
                _ => {}
            }
        }
        output
    }
}
