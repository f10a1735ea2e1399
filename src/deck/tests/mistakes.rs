//! All mistakes at once, each with its line.

use super::*;

/// The mistakes of a file, with what the comparison finds.
fn mistakes(text: &str) -> Vec<Mistake> {
    let (mut file, mut mistakes) = read(text);
    let (resolved, more) = resolve(&file, &[account(), Account { profile: "asia".into(), ..account() }]);
    mistakes.extend(more);
    file.settle(&resolved);
    let place = Place::with(&[("ANED2T5QRU7HG1", "tea")]);
    let plan = place.survey(|survey| compare(&file.codes_of(&key()), file.pulled.number("eu", "106"), survey));
    mistakes.extend(plan.mistakes);
    mistakes.extend(check(&[("deck.toml".to_owned(), &file)]).into_iter().map(|(_, mistake)| mistake));
    mistakes.sort();
    mistakes
}

#[test]
fn every_mistake_is_found_at_once() {
    let long = "x".repeat(141);
    let text = format!(
        "version = 1\nvolume = 2\n[[number]]\nprofile = \"eu\"\nid = \"106\"\n[[number]]\nprofile = \"europe\"\nid = \"1\"\n\
         [[number]]\nprofile = \"asai\"\nid = \"1\"\n[[number]]\nprofile = \"eu\"\nid = \"105\"\n[[number]]\n\
         [[code]]\nnumber = \"106\"\nmesage = \"hi\"\n[[code]]\nnumber = \"nobody\"\nmessage = \"hi\"\n\
         [[code]]\nnumber = 106\nmessage = \" \"\n[[code]]\nnumber = \"106\"\nmessage = \" \\n\"\n\
         [[code]]\nnumber = \"106\"\nmessage = \"{long}\"\n[[code]]\nnumber = \"106\"\nmessage = \"a\\u001B\"\ntags = \"x\"\n\
         [[code]]\nnumber = \"106\"\nmessage = \"a\"\ncode = \"ANED2T5QRU7HG2\"\n\
         [[code]]\nnumber = \"106\"\nmessage = \"a\"\ncode = \"ELSEWHERE\"\n\
         [[code]]\nnumber = \"106\"\nmessage = \"b\ncode = \"\"\n\
         [[code]]\nnumber = \"106\"\nmessage = \"c\"\n[[code]]\nnumber = \"106\"\nmessage = \"c \"\n\
         [[code]]\nnumber = \"106\"\nmessage = \"tea\"\ncode = \"ANED2T5QRU7HG1\"\n\
         [[code]]\nnumber = \"106\"\nmessage = \"tea\"\ncode = \"ANED2T5QRU7HG1\"\n[pulled.\"eu/106\"]\nX = \"y\"\n"
    );
    let found: Vec<String> =
        mistakes(&text).into_iter().map(|mistake| format!("{}: {}", mistake.line, mistake.sentences())).collect();
    insta::assert_snapshot!(found.join("\n"));
}

#[test]
fn a_number_or_a_code_is_in_one_file() {
    let text = "version = 1\n[[number]]\nprofile = \"eu\"\nid = \"106\"\n[[code]]\nnumber = \"106\"\nmessage = \"a\"\ncode = \"AAA\"\n";
    let file = opened(text);
    let found = check(&[("a.toml".to_owned(), &file), ("b.toml".to_owned(), &file)]);
    assert_eq!(found.iter().map(|(at, mistake)| (*at, mistake.line)).collect::<Vec<_>>(), [(1, 2), (1, 8)]);
    assert!(found.iter().all(|(_, mistake)| mistake.what.contains("a.toml:")), "{found:?}");
}

#[test]
fn what_is_no_deck_says_so() {
    for text in ["", "[[profile]]\nname = \"a\"\n", "version = 2\n", "version = \"1\"\n"] {
        assert!(read(text).1.iter().any(|mistake| mistake.what.contains("version = 1")), "{text}");
    }
    for text in [
        "version = 1\ncode = [{ number = \"1\" }]\n",
        "version = 1\n[code]\nnumber = \"1\"\n",
        "version = 1\ncode = 3\n",
    ] {
        assert!(read(text).1[0].what.contains("[[code]] above each"), "{text}: {:?}", read(text).1);
    }
}

#[test]
fn a_number_is_named_by_what_people_know() {
    let account = |profile: &str| Account { profile: profile.into(), ..account() };
    let head = "version = 1\n[[number]]\nprofile = \"eu\"\nnumber = \"0049 151 10000001\"\nname = \"Aurora Coffee\"\n";
    for word in ["106", "+49 151 1000 0001", "4915110000001", "aurora coffee"] {
        let (file, mistakes) = read(&format!("{head}id = \"106\"\n[[code]]\nnumber = \"{word}\"\nmessage = \"a\"\n"));
        assert_eq!(mistakes, []);
        let (resolved, mistakes) = resolve(&file, &[account("eu"), account("asia")]);
        assert_eq!((resolved.number_of(1), mistakes), (Some(&key()), Vec::new()), "{word}");
    }
    let (file, _) = read(head);
    assert_eq!(resolve(&file, &[account("eu"), account("asia")]).0.numbers.get(&0), Some(&key()));
    let (file, _) = read(&head.replace("profile = \"eu\"\n", ""));
    assert!(resolve(&file, &[account("eu"), account("asia")]).1[0].what.contains("Several"));
    // Nobody has listed the numbers: an id will do, anything else waits.
    let unlisted = Account { numbers: None, ..account("eu") };
    assert_eq!(resolve(&file, std::slice::from_ref(&unlisted)), (Resolved::default(), Vec::new()));
    let (file, _) = read(&format!("{head}id = \"106\"\n"));
    assert_eq!(resolve(&file, &[unlisted]).0.numbers.get(&0), Some(&key()));
}

#[test]
fn the_same_digits_in_two_profiles_take_a_profile() {
    let two = "version = 1\n[[number]]\nprofile = \"eu\"\nid = \"106\"\n[[number]]\nprofile = \"asia\"\nid = \"106\"\n";
    let accounts = [account(), Account { profile: "asia".into(), ..account() }];
    let ambiguous = read(&format!("{two}[[code]]\nnumber = \"106\"\nmessage = \"a\"\n")).0;
    assert!(resolve(&ambiguous, &accounts).1[0].what.contains("profile"));
    let clear = read(&format!("{two}[[code]]\nnumber = \"106\"\nprofile = \"asia\"\nmessage = \"a\"\n")).0;
    let (resolved, mistakes) = resolve(&clear, &accounts);
    assert_eq!((resolved.number_of(2).unwrap().profile.as_str(), mistakes), ("asia", Vec::new()));
}
