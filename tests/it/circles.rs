//! No file of the sources depends on another that depends on it, be it by way of third ones; only a file and those in its
//! folder may. What a file says only in its tests does not count, and a re-export stands for the file where the thing is.

use std::collections::{BTreeMap, BTreeSet};

use crate::rooms::{code, regex, sources};

/// A module or an item in one, from the root of the crate.
type Path = Vec<String>;

/// The sources: each file by the path of its module.
struct Crate {
    files: BTreeMap<Path, File>,
}

struct File {
    /// The code without its imports.
    body: String,
    /// The paths behind the imported names, re-exports among them.
    names: BTreeMap<String, Path>,
    /// What is imported for the file itself.
    imports: Vec<Path>,
}

/// Files, and what each of them depends on.
type Edges = BTreeMap<Path, BTreeSet<Path>>;

/// The paths and names of an import: one, or several in braces.
fn expand(tree: &str) -> Vec<(String, String)> {
    let Some((before, group)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree));
        let path = path.trim().trim_end_matches("::self");
        return vec![(
            path.to_owned(),
            name.trim().trim_end_matches("::self").rsplit("::").next().unwrap_or(path).to_owned(),
        )];
    };
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is one").push(character);
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| expand(&format!("{}{}", before.trim(), part.trim()))).collect()
}

/// A path from the root of the crate; `None` where it does not lie in the crate by its first word.
fn absolute(module: &Path, path: &str) -> Option<Path> {
    let mut at = module.clone();
    let mut words = path.split("::").peekable();
    match words.peek() {
        Some(&"crate") => at.clear(),
        Some(&("self" | "super")) => {}
        _ => return None,
    }
    for word in words {
        match word {
            "crate" | "self" => {}
            "super" => drop(at.pop()),
            word => at.push(word.to_owned()),
        }
    }
    Some(at)
}

impl Crate {
    fn read() -> Self {
        let import = regex(r"(?m)^\s*(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);");
        let mut files = BTreeMap::new();
        for (name, path) in sources() {
            let module = name.with_extension("");
            let mut module: Path = module.iter().map(|word| word.to_string_lossy().into_owned()).collect();
            module.retain(|word| word != "mod" && word != "lib");
            let code = code(&path);
            let (mut names, mut imports) = (BTreeMap::new(), Vec::new());
            for found in import.captures_iter(&code) {
                for (path, name) in expand(&found[2]) {
                    let Some(path) = absolute(&module, &path).or_else(|| absolute(&module, &format!("self::{path}")))
                    else {
                        continue;
                    };
                    if found.get(1).is_none() {
                        imports.push(path.clone());
                    }
                    names.insert(name, path);
                }
            }
            files.insert(module, File { body: import.replace_all(&code, "").into_owned(), names, imports });
        }
        Self { files }
    }

    /// The file where the thing with this path is.
    fn file_of(&self, path: &[String], hops: usize) -> Option<Path> {
        let length = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        match rest.first().and_then(|name| self.files[module].names.get(name)) {
            Some(elsewhere) if hops > 0 => {
                let path: Path = elsewhere.iter().chain(&rest[1..]).cloned().collect();
                self.file_of(&path, hops - 1)
            }
            _ => Some(module.to_vec()),
        }
    }

    fn edges(&self) -> Edges {
        let path = regex(r"\b[a-z_][a-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)+");
        let mut edges = Edges::new();
        for (module, file) in &self.files {
            // Whoever imports a module has yet to name what he takes from it.
            let imported = file.imports.iter().filter(|path| !self.files.contains_key(*path)).cloned();
            let named = path.find_iter(&file.body).filter_map(|path| self.named(module, file, path.as_str()));
            let files = imported.chain(named).filter_map(|path| self.file_of(&path, 10));
            edges.insert(module.clone(), files.filter(|file| file != module).collect());
        }
        edges
    }

    /// What a path in the code of a file means, if it is something of this crate.
    fn named(&self, module: &Path, file: &File, path: &str) -> Option<Path> {
        let (first, rest) = path.split_once("::")?;
        let base = absolute(module, first).or_else(|| file.names.get(first).cloned()).or_else(|| {
            let child: Path = module.iter().cloned().chain([first.to_owned()]).collect();
            self.files.contains_key(&child).then_some(child)
        })?;
        absolute(&base, &format!("self::{rest}"))
    }
}

/// A circle, if there is any: once files are taken away on which nothing depends, and those that depend on nothing, each
/// that is left leads to another one, and so at last to one where the way has been before.
fn circle(mut edges: Edges) -> Option<Vec<Path>> {
    loop {
        let before = edges.len();
        let targets: BTreeSet<Path> = edges.values().flatten().cloned().collect();
        edges.retain(|file, to| !to.is_empty() && targets.contains(file));
        let left: BTreeSet<Path> = edges.keys().cloned().collect();
        for to in edges.values_mut() {
            to.retain(|file| left.contains(file));
        }
        if edges.len() == before {
            break;
        }
    }
    let mut way = vec![edges.keys().next()?.clone()];
    loop {
        let next = edges.get(way.last()?)?.first()?.clone();
        if let Some(start) = way.iter().position(|file| *file == next) {
            return Some(way.split_off(start));
        }
        way.push(next);
    }
}

#[test]
fn no_two_files_depend_on_each_other() {
    let edges = Crate::read().edges();
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > edges.len(), "hardly any imports were found");
    let without = |dropped: fn(&Path, &Path) -> bool| {
        let kept = |(from, to): (&Path, &BTreeSet<Path>)| {
            (from.clone(), to.iter().filter(|to| !dropped(from, to)).cloned().collect())
        };
        edges.iter().map(kept).collect::<Edges>()
    };
    // A file may know its folder, and those in the folder may know the file: a circle of others has to be none without
    // either of these.
    let downwards: fn(&Path, &Path) -> bool = |from, to| to.starts_with(from);
    let upwards: fn(&Path, &Path) -> bool = |from, to| from.starts_with(to);
    for dropped in [downwards, upwards] {
        let circle = circle(without(dropped)).unwrap_or_default();
        let names: Vec<_> = circle.iter().map(|file| file.join("::")).collect();
        assert!(
            names.is_empty(),
            "each of these depends on the next, and the last on the first:\n{}",
            names.join("\n")
        );
    }
}

#[test]
fn a_circle_is_found_however_long() {
    let file = |name: &str| vec![name.to_owned()];
    let edges = |edges: &[(&str, &[&str])]| -> Edges {
        edges.iter().map(|(from, to)| (file(from), to.iter().map(|to| file(to)).collect())).collect()
    };
    let tree = edges(&[("a", &["b", "c"]), ("b", &["d"]), ("c", &["d"]), ("d", &[])]);
    assert_eq!(circle(tree), None);
    let round = edges(&[("a", &["b"]), ("b", &["c", "e"]), ("c", &["d"]), ("d", &["b"]), ("e", &[])]);
    assert_eq!(circle(round), Some(["b", "c", "d"].map(file).to_vec()));
}
