//! Themes as their files say them: what each role looks like, as plain data.
//!
//! ```toml
//! base = "dark"                # the theme whose looks hold for roles that are not here; "terminal" without it
//! ground = "#15181e"           # what everything stands on; "terminal" without it
//! accent = "#7cc7ff"           # a colour: "#rrggbb", 0 to 255, or the name of one of the sixteen
//! selected = { bg = 24, bold = true }
//! ```

mod hue;
mod own;
mod parse;
mod role;

pub use hue::{Hue, Rgb};
pub use own::{OwnTheme, own};
pub use role::Role;

/// The look of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own")]
pub struct Paint {
    /// The letters; none for those around.
    pub fg: Option<Hue>,
    /// What is behind them; none for what is there.
    pub bg: Option<Hue>,
    /// Heavy letters.
    pub bold: bool,
    /// Letters closer to what is behind them, as far as the terminal knows how.
    pub dim: bool,
    /// A line under the letters.
    pub underline: bool,
    /// Letters and what is behind them exchanged.
    pub reverse: bool,
}

/// A theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What everything stands on; none for the terminal's own ground.
    pub ground: Option<Hue>,
    paints: [Paint; Role::ALL.len()],
}

impl Sheet {
    /// The look of a role.
    pub fn paint(&self, role: Role) -> Paint {
        self.paints[role as usize]
    }

    /// Gives a role another look.
    pub fn set(&mut self, role: Role, paint: Paint) {
        self.paints[role as usize] = paint;
    }

    /// Reads the text of a theme. `named` knows the themes that it can be based on.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`], with every mistake and its line; `path` is named in it.
    pub fn parse(
        text: &str,
        path: &std::path::Path,
        named: &dyn Fn(&str) -> Option<Self>,
    ) -> crate::model::Result<Self> {
        parse::sheet(text, named).map_err(|mistakes| mistakes.into_error(path))
    }
}

/// Whether a name can be that of a theme: it is that of its file, too.
pub fn is_name(name: &str) -> bool {
    let sane = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(sane)
}

/// Stands for the theme that suits the terminal.
pub const AUTO: &str = "auto";

/// Longest name of a theme, in characters.
const MAX_NAME: usize = 40;

#[cfg(test)]
mod tests;
