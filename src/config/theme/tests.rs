//! What a theme's file can say, and what it cannot.

use std::path::Path;

use super::*;

fn parse(text: &str) -> crate::model::Result<Sheet> {
    let mut dark = Sheet::default();
    dark.set(Role::Good, Paint { fg: Some(Hue::Indexed(2)), ..Paint::default() });
    Sheet::parse(text, Path::new("my.toml"), &|name| match name {
        "dark" => Some(dark),
        "terminal" => Some(Sheet::default()),
        _ => None,
    })
}

#[test]
fn colours_have_three_spellings() {
    for (word, hue) in [
        ("\"#1a2B3c\"", Some(Hue::Rgb(Rgb(0x1a, 0x2b, 0x3c)))),
        ("208", Some(Hue::Indexed(208))),
        ("\"bright-red\"", Some(Hue::Indexed(9))),
        ("256", None),
        ("-1", None),
        ("\"#12345\"", None),
        ("\"#12345é\"", None),
        ("\"mauve\"", None),
    ] {
        let sheet = parse(&format!("accent = {word}")).ok();
        assert_eq!(sheet.map(|sheet| sheet.paint(Role::Accent).fg), hue.map(Some), "{word}");
    }
}

#[test]
fn a_look_is_a_colour_or_more() {
    let sheet = parse("base = 'dark'\nground = 'black'\nselected = { bg = 24, bold = true }").unwrap();
    assert_eq!(sheet.ground, Some(Hue::Indexed(0)));
    assert_eq!(sheet.paint(Role::Selected), Paint { bg: Some(Hue::Indexed(24)), bold: true, ..Paint::default() });
    assert_eq!(sheet.paint(Role::Good).fg, Some(Hue::Indexed(2)), "what is not said is that of the base");
    assert_eq!(parse("ground = 'terminal'").unwrap(), Sheet::default());
}

#[test]
fn all_mistakes_are_told_with_their_lines() {
    let text = "base = 'mine'\nacent = 'red'\ngood = { fg = 'grün', blink = true }\nwarning = [1]\nground = true\n";
    let message = parse(text).unwrap_err().message;
    for part in [
        "my.toml has 6 mistakes.",
        "line 1: No theme `mine` comes with qrdeck.",
        "line 2: The key `acent` is unknown. Did you mean `accent`?",
        "line 3: `fg` names no colour.",
        "line 3: The key `blink` is unknown.",
        "line 4: `warning` is an array.",
        "line 5: `ground` is a boolean.",
    ] {
        assert!(message.contains(part), "{part}\n{message}");
    }
}

#[test]
fn the_fixed_colours_are_known() {
    for (at, rgb) in [(16, Rgb(0, 0, 0)), (24, Rgb(0, 95, 135)), (231, Rgb(255, 255, 255)), (244, Rgb(128, 128, 128))] {
        assert_eq!(Hue::Indexed(at).rgb(), rgb, "{at}");
    }
}

#[test]
fn ones_own_themes_lie_beside_the_configuration() {
    let root = tempfile::tempdir().unwrap();
    let config = root.path().join("config.toml");
    assert_eq!(own(&config, &|_| None), []);
    let folder = root.path().join("themes");
    std::fs::create_dir(&folder).unwrap();
    for (name, text) in [("b.toml", "text = 7"), ("a.toml", "txt = 7"), ("c.txt", ""), ("no name.toml", "")] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let themes = own(&config, &|_| None);
    let found: Vec<_> = themes.iter().map(|theme| (theme.name.as_str(), theme.sheet.is_ok())).collect();
    assert_eq!(found, [("a", false), ("b", true)]);
}
