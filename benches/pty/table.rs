//! The table, and its place in the README.

use std::fmt::Write as _;
use std::path::Path;

use super::Outcome;

const BEGIN: &str = "<!-- figures: made by `cargo bench --bench pty` -->\n";
const END: &str = "<!-- /figures -->";

/// Figures by their names.
#[derive(Default)]
pub(crate) struct Table(Vec<(String, String)>);

impl Table {
    pub(crate) fn add(&mut self, name: &str, figure: &str) {
        self.0.push((name.to_owned(), figure.to_owned()));
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::from("| what | figure |\n| --- | --- |\n");
        for (name, figure) in &self.0 {
            // Writing to a string does not fail.
            let _ = writeln!(text, "| {name} | {figure} |");
        }
        let _ = writeln!(text, "\nOn {}, 120x40.", machine());
        text
    }
}

/// What it ran on.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let name = name.map_or(std::env::consts::ARCH, |(_, name)| name);
    format!("{processors} processors ({name}), {}", std::env::consts::OS)
}

/// Puts the table between its marks.
pub(crate) fn write_into_readme(table: &str) -> Outcome {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&file)?;
    let (before, rest) = readme.split_once(BEGIN).ok_or("the README has no place for the figures")?;
    let (_, after) = rest.split_once(END).ok_or("the README does not end its figures")?;
    Ok(std::fs::write(file, format!("{before}{BEGIN}{table}{END}{after}"))?)
}
