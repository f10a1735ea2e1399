//! Whether a configuration can be believed: nobody but its owner and root can change it, or put another one in its
//! place. It can name a program that qrdeck runs, and the service that gets the token.
//!
//! The rule is that of ssh's `StrictModes`, for every folder and link that leads to the file: owned by the person or by
//! root, and not writable by anybody else. In a folder with the sticky bit, such as `/tmp`, others cannot touch what is
//! not theirs. A group may write if it is the person's own: many systems give everybody a group of their own and make
//! files writable for it.

use std::path::Path;

use crate::model::Result;

/// Refuses a configuration that others can change. One that does not exist is nobody's; on systems without mode bits
/// the access lists decide.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`], with everything that is wrong and the commands that mend it.
pub(super) fn check(path: &Path) -> Result<()> {
    #[cfg(unix)]
    return unix::check(path, &unix::Person::this());
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}

/// Whether others than a person and the person's own group can write what has this mode.
#[cfg(unix)]
pub(super) fn is_writable_by_others(metadata: &std::fs::Metadata) -> bool {
    unix::Person::this().others_write(metadata)
}

/// A path as a word of a command that people copy into a shell.
pub(crate) fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/-_.~+@%,:".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(unix)]
mod unix {
    use std::collections::BTreeSet;
    use std::ffi::OsString;
    use std::fs::Metadata;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::{Component, Path, PathBuf};

    use super::{Result, quoted};
    use crate::config::bounded;
    use crate::model::Error;

    /// More links than any system follows on the way to a file.
    const MOST_LINKS: usize = 40;
    /// In a directory with this bit, only owners can rename and remove.
    const STICKY: u32 = 0o1000;
    /// The most that is read of the lists of users and groups, in bytes.
    const MOST: u64 = 4 << 20;

    /// Who runs qrdeck.
    #[derive(Debug, Clone, Copy)]
    pub(super) struct Person {
        uid: u32,
        /// The group that nobody else is in, where there is one.
        group: Option<u32>,
    }

    impl Person {
        /// The one of this process.
        pub(super) fn this() -> Self {
            let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
            let list = |path: &str| bounded::read_text(Path::new(path), MOST).unwrap_or_default();
            let own = is_own_group(&list("/etc/passwd"), &list("/etc/group"), uid, gid);
            Self { uid, group: own.then_some(gid) }
        }

        fn trusts(self, owner: u32) -> bool {
            owner == self.uid || owner == 0
        }

        /// Whether others can write it.
        pub(super) fn others_write(self, metadata: &Metadata) -> bool {
            let (mode, gid) = (metadata.mode(), metadata.gid());
            mode & 0o002 != 0 || (mode & 0o020 != 0 && Some(gid) != self.group)
        }
    }

    /// Whether a group belongs to one user alone: it is the user's first group, and by the lists of this machine nobody
    /// else is in it.
    pub(super) fn is_own_group(passwd: &str, group: &str, uid: u32, gid: u32) -> bool {
        let number = |field: Option<&str>, is: u32| field.and_then(|text| text.parse().ok()) == Some(is);
        let users: Vec<Vec<&str>> = passwd.lines().map(|line| line.split(':').collect()).collect();
        let is = |user: &[&str]| number(user.get(2).copied(), uid);
        let Some(name) = users.iter().find(|user| is(user)).and_then(|user| user.first().copied()) else {
            return false;
        };
        let first = |user: &&Vec<&str>| number(user.get(3).copied(), gid);
        if !users.iter().filter(first).all(|user| is(user)) || !users.iter().filter(first).any(|user| is(user)) {
            return false;
        }
        let mut lines = group.lines().map(|line| line.split(':').collect::<Vec<_>>());
        let Some(line) = lines.find(|line| number(line.get(2).copied(), gid)) else { return false };
        let mut members = line.get(3).copied().unwrap_or_default().split(',').map(str::trim);
        members.all(|member| member.is_empty() || member == name)
    }

    /// What is wrong with the way to a file, and the commands that mend it.
    #[derive(Debug, Default)]
    struct Problems {
        found: Vec<(String, String)>,
        /// Whether something belongs to somebody else.
        foreign: bool,
    }

    impl Problems {
        fn look(&mut self, person: &Person, path: &Path, metadata: &Metadata) {
            let (shown, mode, word) = (path.display(), metadata.mode(), quoted(path));
            if !person.trusts(metadata.uid()) {
                self.foreign = true;
                let link = if metadata.is_symlink() { " -h" } else { "" };
                self.found.push((
                    format!("{shown} belongs to another user (number {})", metadata.uid()),
                    format!("chown{link} {} {word}", person.uid),
                ));
            } else if !metadata.is_symlink()
                && person.others_write(metadata)
                && !(metadata.is_dir() && mode & STICKY != 0)
            {
                self.found.push((
                    format!("others can write {shown} (mode {:03o})", mode & 0o7777),
                    format!("chmod go-w {word}"),
                ));
            }
        }
    }

    /// Goes the way to the file as the system does, link by link, and looks at everything on it.
    pub(super) fn check(path: &Path, person: &Person) -> Result<()> {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let steps = |path: &Path| -> Vec<OsString> {
            let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
            parts.map(|part| part.as_os_str().to_owned()).rev().collect()
        };
        let (mut left, mut here) = (steps(&absolute), PathBuf::new());
        let (mut problems, mut seen, mut links) = (Problems::default(), BTreeSet::new(), 0);
        while let Some(step) = left.pop() {
            if step == ".." {
                here.pop();
                continue;
            }
            let next = here.join(&step);
            // What does not exist or cannot be reached is told by whoever reads it.
            let Ok(metadata) = next.symlink_metadata() else { break };
            if seen.insert(next.clone()) {
                problems.look(person, &next, &metadata);
            }
            if !metadata.is_symlink() {
                here = next;
                continue;
            }
            links += 1;
            let Ok(target) = std::fs::read_link(&next) else { break };
            if links > MOST_LINKS {
                break;
            }
            if target.is_absolute() {
                here = PathBuf::new();
            }
            left.extend(steps(&target));
        }
        if problems.found.is_empty() { Ok(()) } else { Err(refusal(path, problems)) }
    }

    fn refusal(path: &Path, Problems { found, foreign }: Problems) -> Error {
        let (what, mend): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let message = format!(
            "The configuration {} is not used, because others could change what is in it: {}.",
            path.display(),
            what.join("; ")
        );
        let look = "Look whether it still says what you wrote: it can name programs that run as you.";
        let (copy, mend) = ("opy it into a folder of your own, and name the copy with --config.", mend.join(" && "));
        Error::config(message).advise(if foreign {
            format!("{look} Then c{copy}\nOr, if all of it is yours, run: {mend}")
        } else {
            format!("{look} Then run: {mend}\nOr c{copy}")
        })
    }

    #[cfg(test)]
    mod tests {
        use std::fs;
        use std::os::unix::fs::{PermissionsExt, symlink};

        use super::*;

        fn chmod(path: &Path, mode: u32) {
            fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        }

        /// Somebody without a group of their own.
        fn me() -> Person {
            Person { uid: rustix::process::geteuid().as_raw(), group: None }
        }

        /// A folder with a folder with a configuration.
        fn made() -> (tempfile::TempDir, PathBuf) {
            let root = tempfile::tempdir().unwrap();
            let file = root.path().join("conf/config.toml");
            fs::create_dir(root.path().join("conf")).unwrap();
            chmod(&root.path().join("conf"), 0o755);
            fs::write(&file, "").unwrap();
            chmod(&file, 0o644);
            (root, file)
        }

        #[test]
        fn what_only_its_owner_can_change_is_believed() {
            let (root, file) = made();
            check(&file, &me()).unwrap();
            check(&root.path().join("none/config.toml"), &me()).unwrap();
            check(&root.path().join("conf/../conf/./config.toml"), &me()).unwrap();
        }

        #[test]
        fn what_others_can_write_is_refused_with_the_command_that_mends_it() {
            let (root, file) = made();
            let conf = root.path().join("conf");
            for (path, mode, good) in [
                (&file, 0o664, false),
                (&file, 0o646, false),
                (&file, 0o600, true),
                (&conf, 0o775, false),
                (&conf, 0o777, false),
                (&conf, 0o1777, true),
                (&conf, 0o700, true),
            ] {
                chmod(path, mode);
                match check(&file, &me()) {
                    Ok(()) => assert!(good, "{path:?} {mode:o}"),
                    Err(error) => {
                        assert!(!good, "{path:?} {mode:o}: {error}");
                        let wanted = format!("others can write {} (mode {mode:03o})", path.display());
                        assert!(error.message.contains(&wanted), "{error}");
                        assert!(error.advice.contains(&format!("chmod go-w {}", path.display())), "{}", error.advice);
                    }
                }
                chmod(path, if path.is_dir() { 0o755 } else { 0o644 });
            }
        }

        #[test]
        fn a_link_is_followed_and_both_ways_are_looked_at() {
            let (root, file) = made();
            let ways = root.path().join("ways");
            fs::create_dir(&ways).unwrap();
            symlink("../conf/config.toml", ways.join("one.toml")).unwrap();
            symlink(ways.join("one.toml"), ways.join("two.toml")).unwrap();
            check(&ways.join("two.toml"), &me()).unwrap();
            chmod(&root.path().join("conf"), 0o777);
            assert!(check(&ways.join("two.toml"), &me()).is_err(), "where the file is");
            chmod(&root.path().join("conf"), 0o755);
            chmod(&ways, 0o777);
            assert!(check(&ways.join("two.toml"), &me()).is_err(), "where the link is");
            check(&file, &me()).unwrap();
            symlink("round", ways.join("round")).unwrap();
            chmod(&ways, 0o755);
            check(&ways.join("round"), &me()).unwrap();
        }

        #[test]
        fn what_belongs_to_others_is_refused() {
            let (_root, file) = made();
            let stranger = Person { uid: me().uid + 4_711, group: None };
            let found = check(&file, &stranger);
            // What root owns is everybody's to trust.
            assert_eq!(found.is_err(), me().uid != 0, "{found:?}");
            if me().uid == 0 {
                std::os::unix::fs::chown(&file, Some(4_712), None).unwrap();
                let error = check(&file, &me()).unwrap_err();
                assert!(error.message.contains("belongs to another user (number 4712)"), "{error}");
                assert!(error.advice.contains(&format!("chown 0 {}", file.display())), "{}", error.advice);
            }
        }

        #[test]
        fn a_group_of_ones_own_may_write() {
            let (_root, file) = made();
            let gid = file.metadata().unwrap().gid();
            chmod(&file, 0o664);
            assert!(check(&file, &me()).is_err());
            check(&file, &Person { group: Some(gid), ..me() }).unwrap();
            chmod(&file, 0o666);
            assert!(check(&file, &Person { group: Some(gid), ..me() }).is_err());
        }

        #[test]
        fn a_group_is_ones_own_where_nobody_else_is_in_it() {
            let passwd = "root:x:0:0:root:/root:/bin/sh\nana:x:1000:1000::/home/ana:/bin/sh\nbo:x:1001:100::/:/bin/sh\n\
                          cy:x:1002:100::/:/bin/sh\nbroken\n";
            let group = "root:x:0:\nana:x:1000:ana\nusers:x:100:\nwheel:x:10:ana,bo\n";
            for (uid, gid, own) in [
                (0, 0, true),
                (1000, 1000, true),
                (1001, 100, false),
                (1000, 10, false),
                (1000, 4711, false),
                (4711, 4711, false),
            ] {
                assert_eq!(is_own_group(passwd, group, uid, gid), own, "{uid} {gid}");
            }
            let with_bo = group.replace("1000:ana", "1000:ana,bo");
            assert!(!is_own_group(passwd, &with_bo, 1000, 1000));
        }

        #[test]
        fn paths_are_words_of_a_shell() {
            assert_eq!(quoted(Path::new("/home/ana/config.toml")), "/home/ana/config.toml");
            assert_eq!(quoted(Path::new("/a b/it's")), r"'/a b/it'\''s'");
        }
    }
}
