use super::harness::{Home, text};

#[test]
fn every_command_has_a_page_that_says_what_its_help_says() {
    let home = Home::new();
    let out = home.path().join("man1");
    let written = home.json(["man", "--out", out.to_str().unwrap()]);
    let files = written["files"].as_array().unwrap();
    for name in ["qrdeck.1", "qrdeck-codes.1", "qrdeck-codes-list.1", "qrdeck-qr.1", "qrdeck-journal-close.1"] {
        let path = out.join(name);
        assert!(files.contains(&path.to_str().unwrap().into()), "{name}: {written}");
        let page = std::fs::read_to_string(&path).unwrap();
        for section in [".TH", ".SH NAME", ".SH SYNOPSIS"] {
            assert!(page.contains(section), "{name}: {section}");
        }
    }
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), files.len());
    let page = std::fs::read_to_string(out.join("qrdeck-codes-list.1")).unwrap();
    assert!(page.contains("qrdeck codes list \\-\\-jsonl \\-\\-cached"), "{page}");
    let main = home.run(["man"]).stdout;
    assert_eq!(main, std::fs::read_to_string(out.join("qrdeck.1")).unwrap());
    assert_eq!(text(&home.json(["man"]), "page"), main);
    assert!(home.error(["man", "--out", "/dev/null/x"]).0 == 1 && !home.data().exists());
}
