//! Case 18: a password in `base_url` is echoed in an error.

use crate::cli::harness::{Home, Ran, private_file};

const PASSWORD: &str = "hunter2-hunter2";

#[test]
fn an_address_with_a_password_is_refused_without_it() {
    let home = Home::new();
    private_file(&home, "token", "EAAJ");
    for (provider, field, more) in [("meta", "base_url", ""), ("alibaba", "endpoint", "access_key_id = \"LTAI\"\n")] {
        for address in [
            "https://me:PASSWORD@127.0.0.1:1",
            "http://:PASSWORD@localhost:1/x",
            "https://PASSWORD@[::1]:1",
            "ftp://me:PASSWORD@x",
            "https://me:PASSWORD@:x",
        ] {
            let address = address.replace("PASSWORD", PASSWORD);
            home.configure(&format!(
                "[[profile]]\nname = \"p\"\nprovider = \"{provider}\"\n{field} = \"{address}\"\n{more}secret = {{ file = \"~/token\" }}\n"
            ));
            for arguments in [
                ["numbers", "list"],
                ["profile", "list"],
                ["profile", "test"],
                ["doctor", "--json"],
                ["journal", "list"],
            ] {
                let ran = Ran::of(&mut home.command(arguments));
                assert!(!format!("{ran:?}").contains(PASSWORD), "{arguments:?} {address}: {ran:?}");
            }
        }
    }
    let add = [
        "profile",
        "add",
        "q",
        "--provider",
        "meta",
        "--base-url",
        "https://me:hunter2-hunter2@127.0.0.1:1",
        "--secret",
        "file:~/token",
    ];
    let ran = Ran::of(&mut home.command(add));
    assert!(ran.code != 0 && !format!("{ran:?}").contains(PASSWORD), "{ran:?}");
}
