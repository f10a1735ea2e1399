//! The colours of the screen, by role.

mod contrast;
mod depth;
mod ground;
mod shelf;

use ratatui::style::{Color, Modifier, Style};

pub use depth::Depth;
pub use shelf::Themes;

use crate::config::theme::{Hue, Paint, Rgb, Role, Sheet};
use crate::qr::Ink;

/// What each role looks like; no role is told by its colour alone. What they are for is said in
/// [`Role`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The two colours of a QR code; these are never the terminal's, and no theme's.
    pub ink: Ink,
    /// Words, and what everything stands on.
    pub base: Style,
    /// [`Role::Accent`].
    pub accent: Style,
    /// [`Role::Dim`].
    pub dim: Style,
    /// [`Role::Strong`].
    pub strong: Style,
    /// [`Role::Danger`].
    pub danger: Style,
    /// [`Role::Good`].
    pub good: Style,
    /// [`Role::Warning`].
    pub warning: Style,
    /// [`Role::Found`].
    pub found: Style,
    /// [`Role::Pressed`].
    pub pressed: Style,
    /// [`Role::Destroy`].
    pub destroy: Style,
    /// [`Role::Sandbox`].
    pub sandbox: Style,
    /// [`Role::Live`].
    pub live: Style,
    /// [`Role::Selected`].
    pub selected: Style,
    /// [`Role::Unfocused`].
    pub unfocused: Style,
    /// [`Role::Focus`].
    pub focus: Style,
    /// [`Role::Rule`].
    pub rule: Style,
    /// [`Role::Dialog`].
    pub dialog: Style,
    /// [`Role::Grave`].
    pub grave: Style,
    /// [`Role::Behind`].
    pub behind: Style,
}

impl Default for Theme {
    /// The terminal's own colours: what is drawn as long as nothing is known of its ground.
    fn default() -> Self {
        Themes::default().theme(&crate::app::Look::default())
    }
}

impl Theme {
    /// The looks of a sheet whose colours the terminal has.
    fn of(sheet: &Sheet) -> Self {
        let style = |role| style(sheet.paint(role));
        let base = style(Role::Text);
        Self {
            ink: Ink::default(),
            base: Style { bg: sheet.ground.map(color), ..base },
            accent: style(Role::Accent),
            dim: style(Role::Dim),
            strong: style(Role::Strong),
            danger: style(Role::Danger),
            good: style(Role::Good),
            warning: style(Role::Warning),
            found: style(Role::Found),
            pressed: style(Role::Pressed),
            destroy: style(Role::Destroy),
            sandbox: style(Role::Sandbox),
            live: style(Role::Live),
            selected: style(Role::Selected),
            unfocused: style(Role::Unfocused),
            focus: style(Role::Focus),
            rule: style(Role::Rule),
            dialog: style(Role::Dialog),
            grave: style(Role::Grave),
            behind: style(Role::Behind),
        }
    }

    /// The looks of words that stand on a line, whose colour need not be one that can be read.
    pub(crate) fn on_line(&self, style: Style) -> Style {
        Style::new().fg(self.base.fg.unwrap_or_default()).patch(style)
    }

    /// The same with another ink for QR codes.
    #[must_use]
    pub fn with_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

fn style(paint: Paint) -> Style {
    let modifiers = [
        (paint.bold, Modifier::BOLD),
        (paint.dim, Modifier::DIM),
        (paint.underline, Modifier::UNDERLINED),
        (paint.reverse, Modifier::REVERSED),
    ];
    let wanted = modifiers.into_iter().filter(|(wanted, _)| *wanted);
    let modifier = wanted.fold(Modifier::empty(), |all, (_, modifier)| all.union(modifier));
    Style { fg: paint.fg.map(color), bg: paint.bg.map(color), ..Style::new().add_modifier(modifier) }
}

fn color(hue: Hue) -> Color {
    match hue {
        Hue::Rgb(Rgb(red, green, blue)) => Color::Rgb(red, green, blue),
        Hue::Indexed(at) => Color::Indexed(at),
    }
}

#[cfg(test)]
mod tests;
