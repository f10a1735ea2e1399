//! What an operation has changed.

/// A change of the world. Codes go by their names, links by their addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorldChange {
    /// What exists since.
    pub made: Option<String>,
    /// What does not exist any more.
    pub killed: Option<String>,
    /// What is another than it was, and still goes by its name.
    pub changed: Option<String>,
}

impl WorldChange {
    pub(super) fn made(made: impl Into<String>) -> Self {
        Self { made: Some(made.into()), ..Self::default() }
    }

    pub(super) fn killed(killed: impl Into<String>) -> Self {
        Self { killed: Some(killed.into()), ..Self::default() }
    }

    pub(super) fn changed(changed: impl Into<String>) -> Self {
        Self { changed: Some(changed.into()), ..Self::default() }
    }
}
