//! Priorities.

/// Who is waiting. What a person asked for overtakes what runs in the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Priority {
    /// A person looks at the screen and waits.
    #[default]
    Foreground,
    /// Nobody waits for it.
    Background,
}
