//! Who is logged in.

use std::env;
use std::sync::LazyLock;

/// Longest name that is kept, in characters.
const LONGEST: usize = 64;

/// The user of the operating system who runs this process, as far as that can be told.
pub(super) fn user() -> Option<&'static str> {
    static USER: LazyLock<Option<String>> = LazyLock::new(|| {
        name().map(|name| name.chars().take(LONGEST).collect()).filter(|name: &String| !name.is_empty())
    });
    USER.as_deref()
}

/// The list of users knows better than the environment, which `su` and `sudo` may leave as it was; users of a directory
/// service are not on it.
#[cfg(unix)]
fn name() -> Option<String> {
    let uid = rustix::process::getuid().as_raw();
    let listed = std::fs::read_to_string("/etc/passwd").ok().and_then(|list| of_uid(&list, uid));
    listed
        .or_else(|| env::var("USER").ok())
        .or_else(|| env::var("LOGNAME").ok())
        .or_else(|| Some(format!("user {uid}")))
}

#[cfg(not(unix))]
fn name() -> Option<String> {
    env::var("USERNAME").ok()
}

/// The name of a user on a list like `/etc/passwd`.
#[cfg(unix)]
fn of_uid(list: &str, uid: u32) -> Option<String> {
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn users_are_looked_up_by_their_number() {
        let list = "root:x:0:0:root:/root:/bin/sh\n# a comment\n\nmia:x:1000:1000:Mia,,,:/home/mia:/bin/bash\n";
        for (uid, name) in [(0, Some("root")), (1000, Some("mia")), (1, None)] {
            assert_eq!(of_uid(list, uid).as_deref(), name);
        }
    }
}
