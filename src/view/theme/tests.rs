//! Every theme can be read, on every ground and in any number of colours.

use super::contrast::{READABLE, contrast};
use super::ground::{GROUNDS, WORDS};
use super::*;
use crate::app::Look;

/// Grounds that terminals have: black, white, Solarized, Gruvbox, and greys between them.
const GROUNDS_SEEN: [(&str, Rgb); 9] = [
    ("black", Rgb(0, 0, 0)),
    ("white", Rgb(255, 255, 255)),
    ("Solarized dark", Rgb(0x00, 0x2b, 0x36)),
    ("Solarized light", Rgb(0xfd, 0xf6, 0xe3)),
    ("Gruvbox dark", Rgb(0x28, 0x28, 0x28)),
    ("Gruvbox light", Rgb(0xfb, 0xf1, 0xc7)),
    ("Nord", Rgb(0x2e, 0x34, 0x40)),
    ("grey", Rgb(0x68, 0x68, 0x68)),
    ("light grey", Rgb(0xaa, 0xaa, 0xaa)),
];

const DEPTHS: [Depth; 3] = [Depth::Sixteen, Depth::Palette, Depth::True];

/// The parts of a colour; none for the terminal's own.
fn rgb(color: Option<Color>) -> Option<Rgb> {
    match color? {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(at) => Some(Hue::Indexed(at).rgb()),
        other => panic!("no theme has {other:?}"),
    }
}

fn by_role(theme: &Theme, role: Role) -> Style {
    match role {
        Role::Text => theme.base,
        Role::Dim => theme.dim,
        Role::Strong => theme.strong,
        Role::Accent => theme.accent,
        Role::Danger => theme.danger,
        Role::Good => theme.good,
        Role::Warning => theme.warning,
        Role::Found => theme.found,
        Role::Pressed => theme.pressed,
        Role::Destroy => theme.destroy,
        Role::Sandbox => theme.sandbox,
        Role::Live => theme.live,
        Role::Selected => theme.selected,
        Role::Unfocused => theme.unfocused,
        Role::Focus => theme.focus,
        Role::Rule => theme.rule,
        Role::Dialog => theme.dialog,
        Role::Grave => theme.grave,
        Role::Behind => theme.behind,
    }
}

/// All letters of a theme on all that they stand on, with the contrast they have. Letters in the terminal's own colour
/// on its own ground have what their owner gave them, and are left out; so is what is exchanged with it.
fn measured(theme: &Theme, terminal: Option<Rgb>) -> Vec<(String, f64)> {
    let ground = rgb(theme.base.bg).or(terminal);
    let mut all = Vec::new();
    let mut measure = |name: String, letters: Option<Rgb>, ground: Option<Rgb>| {
        if let (Some(letters), Some(ground)) = (letters, ground) {
            all.push((name, contrast(letters, ground)));
        }
    };
    for role in Role::ALL {
        let style = by_role(theme, role);
        let (fg, bg) = (rgb(style.fg), rgb(style.bg));
        if fg.is_some() && bg.is_some() {
            measure(format!("{role:?}"), fg, bg);
        } else if WORDS.contains(&role) {
            assert!(bg.is_none(), "{role:?} has a ground and no letters");
            measure(format!("{role:?}"), fg, ground);
            for beneath in GROUNDS.map(|ground| (ground, by_role(theme, ground))) {
                if beneath.1.fg.is_none() {
                    let letters = fg.or(rgb(theme.base.fg));
                    measure(format!("{role:?} on {:?}", beneath.0), letters, rgb(beneath.1.bg));
                }
            }
        }
    }
    all
}

#[test]
fn every_theme_can_be_read_on_every_ground_in_any_number_of_colours() {
    for (ground_name, ground) in GROUNDS_SEEN {
        for depth in DEPTHS {
            let themes = Themes::new(depth, Ink::default());
            let names = themes.names().into_iter().map(Some).chain([None]);
            for theme in names {
                let look = Look { theme: theme.clone(), ground: Some(ground) };
                let told = format!("{theme:?} on {ground_name} in {depth:?}");
                for (what, contrast) in measured(&themes.theme(&look), Some(ground)) {
                    assert!(contrast >= READABLE, "{told}: {what} has {contrast:.2}");
                }
                // One that somebody has chosen is the same before the terminal has told its ground.
                let unknown = Look { theme, ground: None };
                for (what, contrast) in measured(&themes.theme(&unknown), None) {
                    assert!(contrast >= READABLE, "{told}, not told: {what} has {contrast:.2}");
                }
            }
        }
    }
}

#[test]
fn high_contrast_is_that() {
    let theme = Themes::new(Depth::True, Ink::True).theme(&Look { theme: Some("high-contrast".into()), ground: None });
    for (what, contrast) in measured(&theme, None) {
        assert!(contrast >= 7.0, "{what} has {contrast:.2}");
    }
}

#[test]
fn words_of_the_terminal_s_own_theme_are_in_its_own_colour_on_its_own_ground() {
    let theme = Theme::default();
    for role in WORDS {
        let style = by_role(&theme, role);
        assert_eq!(style.fg.is_some(), style.bg.is_some(), "{role:?}");
    }
    assert_eq!(theme.base, Style::new());
}

#[test]
fn mono_has_no_colours() {
    let look = Look { theme: Some("mono".into()), ground: None };
    let theme = Themes::default().theme(&look);
    for role in Role::ALL {
        let style = by_role(&theme, role);
        assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
    }
    assert_ne!(theme.sandbox, theme.live);
    assert_ne!(theme.selected, theme.unfocused);
}

#[test]
fn no_color_is_mono_until_somebody_chooses() {
    let themes = Themes::default().without_colours(true);
    let of = |theme: Option<&str>| themes.theme(&Look { theme: theme.map(str::to_owned), ground: Some(Rgb(0, 0, 0)) });
    assert_eq!(of(None), of(Some("mono")));
    assert_ne!(of(Some("dark")), of(Some("mono")));
}

#[test]
fn the_ground_decides_where_nobody_has_chosen() {
    let themes = Themes::new(Depth::True, Ink::True);
    let of = |ground| themes.theme(&Look { theme: None, ground });
    assert_eq!(of(None), themes.theme(&Look { theme: Some("terminal".into()), ground: None }));
    let (dark, light) = (of(Some(Rgb(0, 0, 0))), of(Some(Rgb(255, 255, 255))));
    assert!(dark.base.bg.is_none() && light.base.bg.is_none(), "the ground stays the terminal's");
    assert!(dark != light && dark.ink == Ink::True && light.ink == Ink::True);
    // Not even on the greys between them does a bar, or a dialog, look like the ground.
    for (name, ground) in GROUNDS_SEEN {
        let theme = of(Some(ground));
        for role in GROUNDS {
            let bar = rgb(by_role(&theme, role).bg).expect("a ground of its own");
            assert!(contrast(bar, ground) > 1.04, "{role:?} on {name}");
        }
    }
}

#[test]
fn sixteen_colours_tell_the_selection_by_exchanging_two() {
    let themes = Themes::new(Depth::Sixteen, Ink::default());
    for name in ["dark", "light"] {
        let theme = themes.theme(&Look { theme: Some(name.into()), ground: None });
        assert!(theme.selected.add_modifier.contains(Modifier::REVERSED), "{name}");
        assert!(theme.unfocused.add_modifier.contains(Modifier::UNDERLINED), "{name}");
    }
}

#[test]
fn signs_keep_their_colours_in_sixteen() {
    let theme = Themes::new(Depth::Sixteen, Ink::default()).theme(&Look::default());
    let [black, white] = [0, 15].map(|at| Some(Color::Indexed(at)));
    let ground = |at| Some(Color::Indexed(at));
    assert_eq!((theme.good.fg, theme.good.bg), (black, ground(2)), "green");
    assert_eq!((theme.warning.fg, theme.warning.bg), (black, ground(3)), "yellow");
    assert_eq!((theme.danger.fg, theme.danger.bg), (white, ground(1)), "red");
    assert_eq!((theme.selected.fg, theme.selected.bg), (black, ground(6)), "cyan");
    assert_eq!((theme.unfocused.fg, theme.unfocused.bg), (None, None), "it may be the terminal's own");
    assert!(theme.unfocused.add_modifier.contains(Modifier::UNDERLINED));
}

#[test]
fn no_words_are_in_the_colour_that_is_nearly_the_ground_in_many_terminals() {
    let themes = Themes::new(Depth::Sixteen, Ink::default());
    for name in themes.names() {
        let theme = themes.theme(&Look { theme: Some(name.clone()), ground: None });
        for role in WORDS {
            assert_ne!(by_role(&theme, role).fg, Some(Color::Indexed(8)), "{name} {role:?}");
        }
    }
}

#[test]
fn all_that_come_with_qrdeck_are_good() {
    let themes = Themes::default();
    assert_eq!(themes.names(), ["terminal", "dark", "light", "high-contrast", "mono"]);
    for name in themes.names() {
        themes.check(&name).expect("a theme");
    }
    assert!(themes.check("mauve").unwrap_err().to_string().contains("mauve"));
}
