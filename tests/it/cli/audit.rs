use image::{GrayImage, Luma};
use qrdeck::qr::Matrix;
use serde_json::Value;

use super::harness::{Home, keys, text};

/// Plants a QR code of a link.
fn picture(link: &str, path: &std::path::Path) {
    let matrix = Matrix::encode(link).unwrap();
    let side = u32::from(matrix.size() + 8) * 5;
    let dark = |x: u32, y: u32| {
        let at = |side: u32| u16::try_from(side / 5).unwrap().checked_sub(4).filter(|at| *at < matrix.size());
        at(x).zip(at(y)).is_some_and(|(x, y)| matrix.dark(x, y))
    };
    GrayImage::from_fn(side, side, |x, y| Luma([if dark(x, y) { 0 } else { 255 }])).save(path).unwrap();
}

#[test]
fn an_audit_says_of_each_link_what_has_become_of_it() {
    let home = Home::small();
    let folder = home.path().join("print");
    std::fs::create_dir(&folder).unwrap();
    let audit = || home.run(["audit", folder.to_str().unwrap(), "--json"]);
    let codes = home.codes();
    let of = |profile: &str, nth: usize| codes.iter().filter(|code| code["profile"] == profile).nth(nth).unwrap();
    let (alive, deleted, replaced) = (of("aurora-eu", 0), of("aurora-eu", 1), of("aurora-asia", 0));
    let groups = home.json(["groups", "list"]);
    let group = groups.as_array().unwrap().iter().find(|group| group["invite_link"].is_string()).unwrap();
    let invite = text(group, "invite_link");

    std::fs::write(
        folder.join("menu.html"),
        format!("<a href=\"{}\">\n<a href=\"{}\">\n{}", text(alive, "link"), text(deleted, "link"), invite),
    )
    .unwrap();
    picture(&text(replaced, "link"), &folder.join("poster.png"));
    let ran = audit();
    assert_eq!(ran.code, 0, "all are alive: {ran:?}");
    assert!(ran.document()["findings"].as_array().unwrap().iter().all(|row| row["verdict"] == "alive"));

    home.json(["labels", "set", &text(deleted, "code"), "--label", "door"]);
    home.json(["codes", "delete", &text(deleted, "code"), "--yes"]);
    let successor = home.json(["codes", "update", &text(replaced, "code"), "--message", "New", "--yes"]);
    home.json(["groups", "link", &text(group, "id"), "--reset", "--yes"]);
    let ran = audit();
    assert_eq!(ran.code, 1, "{ran:?}");
    let report = ran.document();
    assert_eq!((&report["dead"], &report["files"], &report["unknown"]), (&3.into(), &2.into(), &0.into()));
    let [first, second, third, fourth] = &report["findings"].as_array().unwrap()[..] else { panic!("{report}") };
    assert_eq!(
        keys(first),
        [
            "at",
            "id",
            "kind",
            "label",
            "line",
            "link",
            "message",
            "number_id",
            "page",
            "path",
            "profile",
            "qr",
            "replaced_by",
            "verdict"
        ]
    );
    assert_eq!((&first["verdict"], &first["message"], &first["line"]), (&"alive".into(), &alive["message"], &1.into()));
    assert_eq!((&second["verdict"], &second["message"]), (&"deleted".into(), &deleted["message"]));
    assert_eq!((&second["label"], second["at"].is_string()), (&"door".into(), true));
    assert_eq!(
        (&third["kind"], &third["verdict"], third["replaced_by"].is_string()),
        (&"invite".into(), &"replaced".into(), true)
    );
    assert_eq!((&fourth["qr"], &fourth["line"], &fourth["verdict"]), (&true.into(), &Value::Null, &"replaced".into()));
    assert_eq!(fourth["replaced_by"], successor["code"]);
    let ran = home.run(["audit", folder.to_str().unwrap()]);
    assert!(ran.stdout.contains("menu.html:2") && ran.stdout.contains("poster.png (QR)"), "{}", ran.stdout);
}

#[test]
fn what_belongs_to_others_counts_as_dead_only_where_that_is_asked_for() {
    let home = Home::small();
    let file = home.path().join("notes.txt");
    std::fs::write(&file, "https://wa.me/message/SOMEBODYELSE1 and https://wa.me/4915112345678").unwrap();
    let file = file.to_str().unwrap();
    let report = home.json(["audit", file]);
    assert_eq!((&report["unknown"], &report["findings"][0]["verdict"]), (&1.into(), &"unknown".into()));
    let strict = home.run(["audit", file, "--strict"]);
    assert_eq!(strict.code, 1);
    assert!(
        strict.stderr.contains("links in 1 file: ") || strict.stderr.contains("link in 1 file: "),
        "{}",
        strict.stderr
    );
    assert_eq!(home.error(["audit", "/nonexistent/folder"]).0, 3);
    assert_eq!(home.run(["audit"]).code, 2);
}
