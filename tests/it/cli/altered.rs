//! A service that keeps another message than was sent.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use serde_json::json;

use super::harness::{Home, private_file};

const SENT: &str = "Hello, I saw your poster";
const KEPT: &str = "Hello, I saw";

/// A Graph with one number without codes, which keeps the beginning of every message.
fn cutting() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    url
}

fn answer(mut stream: TcpStream) {
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
        json!({"code": "CUTCUTCUTCUTC1", "prefilled_message": KEPT, "deep_link_url": "https://wa.me/message/CUTCUTCUTCUTC1"})
    } else if text.lines().next().is_some_and(|line| line.contains("/phone_numbers")) {
        json!({"data": [{"id": "7", "display_phone_number": "+49 151 1", "verified_name": "Shop"}]})
    } else {
        json!({"data": []})
    };
    let body = body.to_string();
    let length = body.len();
    // Whoever asked may have gone.
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
}

#[test]
fn a_message_that_the_service_has_cut_is_told() {
    let home = Home::new();
    private_file(&home, "token", "EAAJ");
    home.configure(&format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{}\"\nwaba_ids = [\"1\"]\n\
         secret = {{ file = \"~/token\" }}\n",
        cutting()
    ));
    let told =
        format!("eu: the service has not kept the message of CUTCUTCUTCUTC1 as it was sent; it reads \"{KEPT}\"");
    let ran = home.run(["codes", "create", "--number", "7", "--message", SENT]);
    assert_eq!((ran.code, ran.stderr.trim()), (0, told.as_str()), "{ran:?}");
    let ran = home.run(["codes", "create", "--number", "7", "--message", KEPT]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");

    let rows = home.path().join("rows.csv");
    std::fs::write(&rows, format!("message\n\"{SENT} here\"\n")).unwrap();
    let ran = home.run(["import", rows.to_str().unwrap(), "--number", "7", "--yes"]);
    assert!(ran.code == 0 && ran.stderr.contains(&told), "{ran:?}");

    let created = home.json(["codes", "create", "--number", "7", "--message", "Hello, I saw nobody"]);
    assert_eq!(created["message"], KEPT);
}
