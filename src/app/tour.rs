//! The first minute in the sandbox: four things to try, one after the other.

/// The tour as far as it has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tour {
    step: usize,
    /// Whether what the step asks for is being done right now.
    pub(crate) doing: bool,
}

/// What is to be tried; `{action}` is the key of that action.
const STEPS: [&str; 4] = [
    "Point your phone at the QR code; {full_screen} on a code shows it large.",
    "Find a code: press {filter} and type a word of its message.",
    "Create a code: press {new}. Nothing real is changed here.",
    "{connect} connects your own account, {help} shows the keys.",
];

impl Tour {
    /// What its end is remembered as.
    pub const KEY: &str = "tour";

    /// Counted from 1, and how many there are.
    pub fn step(self) -> (usize, usize) {
        (self.step + 1, STEPS.len())
    }

    /// What is to be tried now.
    pub fn sentence(self) -> &'static str {
        STEPS[self.step.min(STEPS.len() - 1)]
    }

    /// The one after this step; nothing after the last one.
    pub(crate) fn next(self) -> Option<Self> {
        (self.step + 1 < STEPS.len()).then_some(Self { step: self.step + 1, doing: false })
    }
}
