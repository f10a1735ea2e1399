//! No code but the services' own knows a service by its name: what differs between them is in their descriptions.

use std::path::{Path, PathBuf};

/// Where services are known by their names: their descriptions, their providers, and the sandbox, which speaks both APIs.
const OWN: [&str; 3] = ["src/model/service/", "src/provider/", "src/sandbox/"];

/// All Rust files below a directory.
pub(crate) fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The lines of a file that belong to the program, not to its tests or its comments.
pub(crate) fn program(text: &str) -> impl Iterator<Item = &str> {
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    program.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The places in the program that name a service.
fn naming(text: &str) -> Vec<&str> {
    let names = |line: &&str| ["ProviderKind::Meta", "ProviderKind::Alibaba"].iter().any(|name| line.contains(name));
    program(text).filter(names).collect()
}

#[test]
fn services_are_known_by_name_in_their_own_rooms_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    files(&root.join("src"), &mut all);
    let (mut own, mut others) = (0, Vec::new());
    for path in all {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if name.contains("/tests/") || name.ends_with("tests.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = naming(&text);
        if OWN.iter().any(|room| name.starts_with(room)) {
            own += lines.len();
        } else {
            others.extend(lines.into_iter().map(|line| format!("{name}: {}", line.trim())));
        }
    }
    assert!(own > 0, "nothing was looked at");
    assert_eq!(others, [""; 0], "say it in the service's description (src/model/service/)");
}
