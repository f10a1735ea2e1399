//! All themes there are, and the one that is drawn.

use std::path::Path;

use super::contrast::is_light;
use super::{Depth, Theme, ground};
use crate::app::{Look, ThemeRow};
use crate::config::theme::{OwnTheme, Sheet, own};
use crate::model::{Error, Result};
use crate::qr::Ink;

/// The themes that come with qrdeck, in the order in which they are offered.
const BUILT_IN: [(&str, &str); 5] = [
    ("terminal", include_str!("../../../assets/themes/terminal.toml")),
    ("dark", include_str!("../../../assets/themes/dark.toml")),
    ("light", include_str!("../../../assets/themes/light.toml")),
    ("high-contrast", include_str!("../../../assets/themes/high-contrast.toml")),
    ("mono", include_str!("../../../assets/themes/mono.toml")),
];

/// All themes there are, on a terminal of so many colours.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    own: Vec<OwnTheme>,
    depth: Depth,
    ink: Ink,
    no_color: bool,
}

impl Themes {
    /// Those that come with qrdeck.
    pub fn new(depth: Depth, ink: Ink) -> Self {
        Self { depth, ink, ..Self::default() }
    }

    /// Without colours, unless somebody chooses a theme that has some.
    #[must_use]
    pub fn without_colours(self, no_color: bool) -> Self {
        Self { no_color, ..self }
    }

    /// And those that lie beside the configuration.
    #[must_use]
    pub fn with_own(self, config_file: &Path) -> Self {
        Self { own: own(config_file, &built_in), ..self }
    }

    /// All of them, with what is wrong with those that cannot be drawn.
    pub fn rows(&self) -> Vec<ThemeRow> {
        // Those that come with qrdeck are good, and not read before they are drawn.
        let mistake = |name: &str| self.own.iter().find(|theme| theme.name == name)?.sheet.clone().err();
        self.names().into_iter().map(|name| ThemeRow { mistake: mistake(&name), name }).collect()
    }

    /// The names of all. One's own stands for the one of the same name that comes with qrdeck.
    pub fn names(&self) -> Vec<String> {
        let own = self.own.iter().map(|theme| theme.name.as_str());
        let others = BUILT_IN.iter().map(|(name, _)| *name).filter(|name| self.own.iter().all(|own| own.name != *name));
        others.chain(own).map(str::to_owned).collect()
    }

    /// What the theme is that somebody has chosen.
    ///
    /// # Errors
    /// Where there is none of that name, or its file has mistakes.
    pub fn check(&self, name: &str) -> Result<()> {
        self.sheet(name).map(drop)
    }

    /// The theme to draw. One that is no good is drawn in the terminal's colours.
    pub fn theme(&self, look: &Look) -> Theme {
        let named = |name: &str| self.sheet(name).unwrap_or_default();
        let sheet = match (&look.theme, look.ground) {
            (Some(name), _) => self.sheet(name).unwrap_or_else(|_| named("terminal")),
            (None, _) if self.no_color => named("mono"),
            (None, None) => named("terminal"),
            (None, Some(rgb)) => ground::on(named(if is_light(rgb) { "light" } else { "dark" }), rgb),
        };
        Theme::of(&self.depth.reduce(sheet, look.ground)).with_ink(self.ink)
    }

    fn sheet(&self, name: &str) -> Result<Sheet> {
        match self.own.iter().find(|theme| theme.name == name) {
            Some(theme) => theme.sheet.clone(),
            None => built_in(name).ok_or_else(|| {
                let names = self.names().join(", ");
                Error::config(format!("There is no theme `{name}`.")).advise(format!("There are: {names}."))
            }),
        }
    }
}

/// A theme that comes with qrdeck.
fn built_in(name: &str) -> Option<Sheet> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    let based = |base: &str| if base == name { None } else { built_in(base) };
    Sheet::parse(text, Path::new(name), &based).ok()
}
