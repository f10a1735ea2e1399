use serde_json::{Value, json};

use super::harness::{Home, keys, text};

#[test]
fn labels_are_set_bit_by_bit_listed_and_removed() {
    let home = Home::small();
    let code = home.code_of("aurora-asia");
    let (id, number) = (text(&code, "code"), text(&code, "number_id"));
    let set = home.json(["labels", "set", &id, "--label", "window poster", "--tag", "spring", "--tag", "berlin"]);
    assert_eq!(keys(&set), ["code", "label", "note", "number_id", "provider", "tags", "updated"]);
    assert_eq!((&set["provider"], &set["number_id"]), (&"alibaba".into(), &code["number_id"]));
    let noted = home.json(["labels", "set", &id, "--note", "left of the door"]);
    assert_eq!((&noted["label"], &noted["tags"]), (&"window poster".into(), &json!(["berlin", "spring"])));
    home.json(["labels", "set", "--number", &number, "--label", "the shop"]);
    let all = home.json(["labels", "list"]);
    assert_eq!((&all[0]["code"], &all[1]), (&Value::Null, &noted));
    assert_eq!(home.json(["labels", "list", "--tag", "spring"]), json!([noted]));
    assert_eq!(home.json(["labels", "list", "--number", "1"]), json!([]));
    assert_eq!(home.json(["labels", "remove", &id]), noted);
    assert_eq!(home.error(["labels", "remove", &id]).0, 3);
    assert_eq!(home.error(["labels", "set", "AAAAAAAAAAAAA1", "--label", "x"]).0, 3);
    assert_eq!(home.run(["labels", "set", "--label", "x"]).code, 2);
    assert_eq!(home.run(["labels", "set", &id]).code, 2);
}

#[test]
fn labels_follow_a_code_that_is_replaced() {
    let home = Home::small();
    let old = text(&home.code_of("aurora-asia"), "code");
    home.json(["labels", "set", &old, "--label", "window poster"]);
    let updated = home.json(["codes", "update", &old, "--message", "New", "--yes"]);
    let labels = home.json(["labels", "list"]);
    assert_eq!((&labels[0]["code"], labels.as_array().unwrap().len()), (&updated["code"], 1));
}

#[test]
fn files_of_labels_go_around() {
    let home = Home::small();
    let code = text(&home.code_of("aurora-eu"), "code");
    home.json(["labels", "set", &code, "--label", "a, \"b\"", "--tag", "t", "--note", "two\nlines"]);
    let labels = home.json(["labels", "list"]);
    for name in ["labels.csv", "labels.json"] {
        let file = home.path().join(name);
        let file = file.to_str().unwrap();
        home.json(["labels", "export", "--out", file]);
        home.json(["labels", "remove", &code]);
        assert_eq!(home.json(["labels", "import", file]), labels, "{name}");
        assert_eq!(home.json(["labels", "list"]), labels, "{name}");
    }
    let broken = home.path().join("broken.csv");
    std::fs::write(&broken, "provider,number_id,label\nmeta,1,fine\nnobody,2,not\n").unwrap();
    let (status, error) = home.error(["labels", "import", broken.to_str().unwrap()]);
    assert!(status == 1 && text(&error, "message").contains("line: 3"), "{error}");
    assert_eq!(home.json(["labels", "list"]), labels, "all or none");
    assert_eq!(home.error(["labels", "import", "/nonexistent/file.csv"]).0, 3);
}
