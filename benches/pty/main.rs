//! What a person notices, measured from outside: the release binary in a pseudo terminal that answers no query, with
//! Vim beside it in the same run. `cargo bench --bench pty` writes the table in the README; anything after `--` picks
//! rows by a part of their name and only prints them.
//!
//! A terminal shows what it is sent a moment after it was sent; that moment is the same for every program and not
//! measured. Nothing here is asserted: machines differ.

#![expect(clippy::print_stdout, reason = "it tells what it measures")]

mod figures;
mod memory;
mod quota;
mod rows;
mod table;
mod terminal;
mod world;

/// Whatever goes wrong ends the run with its message.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    // Cargo passes `--bench` to benchmarks.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let mut table = table::Table::default();
    for (name, measure) in rows::ROWS {
        if wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str())) {
            println!("{name} …");
            table.add(name, &measure()?);
        }
    }
    let text = table.text();
    println!("\n{text}");
    if wanted.is_empty() { table::write_into_readme(&text) } else { Ok(()) }
}
