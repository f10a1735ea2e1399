//! The credential of a service, and what could be taken for it.

/// The main secret of an account, for whoever has none yet.
#[derive(Debug)]
pub struct Credential {
    /// What people call it, with what belongs to it: a word.
    pub title: &'static str,
    /// What has to be at hand, without a full stop.
    pub needed: &'static str,
    /// The page on which it is made.
    pub page: &'static str,
    /// What to do there, in sentences.
    pub how: &'static str,
    /// How many characters all of them have, where they have the same.
    pub length: Option<usize>,
}

/// An id that everybody may see.
#[derive(Debug)]
pub struct PublicId {
    /// How it begins.
    pub begins: &'static str,
    /// The key of the field that it belongs in.
    pub key: &'static str,
    /// What it is, with its article.
    pub name: &'static str,
}
