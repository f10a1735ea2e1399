//! A service that keeps another message than was sent.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use serde_json::{Value, json};

use super::harness::{Home, Ran, private_file};

const SENT: &str = "Hello, I saw your poster";
const KEPT: &str = "Hello, I saw";

/// The code that every change makes or leaves.
const CODE: &str = "CUTCUTCUTCUTC1";
const LINK: &str = "https://wa.me/message/CUTCUTCUTCUTC1";

/// A Graph with one number, with these codes, which keeps the beginning of every message.
fn cutting(codes: Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let codes = codes.clone();
            std::thread::spawn(move || answer(stream, &codes));
        }
    });
    url
}

fn answer(mut stream: TcpStream, codes: &Value) {
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    let text = loop {
        match stream.read(&mut buffer) {
            Ok(read @ 1..) => request.extend_from_slice(&buffer[..read]),
            _ => return,
        }
        let text = String::from_utf8_lossy(&request).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            break text;
        }
    };
    let body = if text.starts_with("POST") {
        json!({"code": CODE, "prefilled_message": KEPT, "deep_link_url": LINK})
    } else if text.lines().next().is_some_and(|line| line.contains("/phone_numbers")) {
        json!({"data": [{"id": "7", "display_phone_number": "+49 151 1", "verified_name": "Shop"}]})
    } else if text.lines().next().is_some_and(|line| line.contains("/message_qrdls")) {
        json!({"data": codes})
    } else {
        json!({"data": {"groups": []}})
    };
    let body = body.to_string();
    let length = body.len();
    // Whoever asked may have gone.
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
}

/// A home whose only profile is such a service.
fn home(codes: Value) -> Home {
    let home = Home::new();
    private_file(&home, "token", "EAAJ");
    home.configure(&format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{}\"\nwaba_ids = [\"1\"]\n\
         secret = {{ file = \"~/token\" }}\n",
        cutting(codes)
    ));
    home
}

fn told() -> String {
    format!("eu: the service has not kept the message of {CODE} as it was sent; it reads \"{KEPT}\"")
}

#[test]
fn a_message_that_the_service_has_cut_is_told() {
    let home = home(json!([]));
    let ran = home.run(["codes", "create", "--number", "7", "--message", SENT]);
    assert_eq!((ran.code, ran.stderr.trim()), (0, told().as_str()), "{ran:?}");
    let ran = home.run(["codes", "create", "--number", "7", "--message", KEPT]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    let created = home.json(["codes", "create", "--number", "7", "--message", "Hello, I saw nobody"]);
    assert_eq!(created["message"], KEPT);
}

#[test]
fn an_import_tells_which_rows_have_other_messages() {
    let import = |message: &str, flags: &[&str]| {
        let home = home(json!([]));
        let rows = home.path().join("rows.csv");
        std::fs::write(&rows, format!("message\n\"{message}\"\n")).unwrap();
        let arguments = [&["import", rows.to_str().unwrap(), "--number", "7", "--yes"], flags].concat();
        Ran::of(&mut home.command(arguments))
    };
    let sentence = "The service has another message for the code of line 2 than the file.";
    let ran = import(SENT, &[]);
    assert!(ran.code == 0 && ran.stderr.contains(&told()) && ran.stderr.contains(sentence), "{ran:?}");
    let row = import(SENT, &["--json"]).document()["rows"][0].clone();
    assert_eq!((&row["message"], &row["stored_message"]), (&json!(SENT), &json!(KEPT)));
    let ran = import(KEPT, &[]);
    assert!(ran.code == 0 && !ran.stderr.contains("has another message"), "{ran:?}");
    let row = import(KEPT, &["--json"]).document()["rows"][0].clone();
    assert_eq!((&row["message"], &row["stored_message"]), (&json!(KEPT), &Value::Null));
}

/// Applies a file that asks for this message, for a new code or for the one that is there.
fn apply(is_there: bool, message: &str, flags: &[&str]) -> Ran {
    let there = json!([{"code": CODE, "prefilled_message": "Hi", "deep_link_url": LINK}]);
    let home = home(if is_there { there } else { json!([]) });
    let file = home.path().join("deck.toml");
    let path = file.to_str().unwrap();
    let ran = home.run(["pull", "--out", path]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let pulled = std::fs::read_to_string(&file).unwrap();
    let edited = if is_there {
        pulled.replacen("\"Hi\"", &format!("\"{message}\""), 1)
    } else {
        format!("{pulled}[[code]]\nnumber = \"7\"\nmessage = \"{message}\"\n")
    };
    std::fs::write(&file, edited).unwrap();
    Ran::of(&mut home.command([&["apply", path, "--yes"], flags].concat()))
}

#[test]
fn what_is_applied_tells_which_messages_are_others() {
    for (is_there, what) in [(false, "created"), (true, "changed")] {
        let ran = apply(is_there, SENT, &[]);
        let line = format!(
            "{what} {CODE}  {LINK}  \"{KEPT}\"  The service has not kept the message as it was sent: \"{SENT}\"\n"
        );
        assert!(ran.code == 0 && ran.stdout.ends_with(&line) && ran.stderr.contains(&told()), "{ran:?}");
        let row = apply(is_there, SENT, &["--json"]).document()["changes"][0].clone();
        assert_eq!((&row["new_message"], &row["stored_message"]), (&json!(SENT), &json!(KEPT)), "{row}");
        let ran = apply(is_there, KEPT, &[]);
        assert!(ran.code == 0 && !(ran.stdout + &ran.stderr).contains("has not kept"));
        let row = apply(is_there, KEPT, &["--json"]).document()["changes"][0].clone();
        assert_eq!((&row["outcome"], &row["stored_message"]), (&json!("done"), &Value::Null), "{row}");
    }
}
