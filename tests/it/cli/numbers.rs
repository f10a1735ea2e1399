use super::harness::{Home, Ran, keys, text};

#[test]
fn all_numbers_of_both_services_are_listed() {
    let home = Home::new();
    let numbers = home.json(["numbers", "list"]);
    let numbers = numbers.as_array().unwrap();
    for (profile, provider) in [("aurora-eu", "meta"), ("aurora-asia", "alibaba")] {
        assert!(numbers.iter().any(|number| number["profile"] == profile && number["provider"] == provider));
    }
    for number in numbers {
        assert_eq!(keys(number), ["display", "id", "name", "profile", "provider", "quality", "status"]);
    }
}

#[test]
fn people_get_a_table_and_are_told_of_the_sandbox() {
    let home = Home::new();
    let ran = home.run(["numbers", "list"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.starts_with("SANDBOX: no profile is configured"), "{}", ran.stderr);
    let header = ran.stdout.lines().next().unwrap();
    assert_eq!(
        header.split_whitespace().collect::<Vec<_>>().join(" "),
        "PROFILE SERVICE NUMBER NAME QUALITY STATUS ID"
    );
    assert!(ran.stdout.contains("+49 151 1000 0001"), "{}", ran.stdout);
    let asked = home.run(["--sandbox", "numbers", "list"]);
    assert_eq!(asked.stderr, "SANDBOX: nothing outside this machine is seen or changed.\n");
    assert_eq!(asked.stdout, ran.stdout);
}

#[test]
fn a_profile_narrows_and_an_unknown_one_is_wrong_usage() {
    let home = Home::new();
    let numbers = home.json(["numbers", "list", "--profile", "aurora-asia"]);
    assert!(numbers.as_array().unwrap().iter().all(|number| number["provider"] == "alibaba"));
    let (code, error) = home.error(["--profile", "aurora", "numbers", "list"]);
    assert_eq!((code, text(&error, "kind").as_str()), (2, "usage"));
    assert!(text(&error, "message").contains("aurora-eu, aurora-asia"), "{error}");
}

#[test]
fn a_number_is_named_by_id_digits_or_name() {
    let home = Home::new();
    let number = &home.json(["numbers", "list"])[0];
    let wanted = home.json(["codes", "list", "--number", &text(number, "id")]);
    assert!(!wanted.as_array().unwrap().is_empty());
    for way in ["display", "name"] {
        assert_eq!(home.json(["codes", "list", "--number", &text(number, way)]), wanted, "{way}");
    }
    let (code, error) = home.error(["codes", "list", "--number", "+1 999 999 9999"]);
    assert_eq!((code, text(&error, "kind").as_str()), (3, "not_found"));
    assert!(text(&error, "advice").contains(&text(number, "name")), "{error}");
}

#[test]
fn wrong_arguments_exit_with_2_in_sentences_and_in_json() {
    let home = Home::new();
    for arguments in [&["codes", "show"][..], &["--nonsense"], &["numbers"], &["codes", "create", "--number", "1"]] {
        let ran = Ran::of(&mut home.command(arguments));
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains("Usage: qrdeck"), "{}", ran.stderr);
        let ran = Ran::of(home.command(arguments).arg("--json"));
        assert_eq!((ran.code, ran.stderr.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(ran.document()["error"]["kind"], "usage");
    }
    let (code, error) = home.error([]);
    assert_eq!((code, text(&error, "message").as_str()), (2, "The app writes no JSON."));
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let home = Home::small();
    let mut command = home.command(["codes", "list"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output =
        command.stdout(writer).stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}
