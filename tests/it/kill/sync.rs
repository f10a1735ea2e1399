//! `qrdeck sync`, killed: what the cache has is true and whole for each number, and the next sync goes on.

use std::collections::BTreeMap;

use serde_json::Value;

use super::command::run;
use super::kills;
use crate::cli::harness::{Home, Ran, Serving, text};
use crate::random::Random;

/// The codes of each number.
fn by_number(codes: &[Value]) -> BTreeMap<String, Vec<Value>> {
    let mut numbers = BTreeMap::<_, Vec<_>>::new();
    for code in codes {
        numbers.entry(text(code, "number_id")).or_default().push(code.clone());
    }
    numbers
}

/// Syncs both services, killed at least so often at any moment below `span` milliseconds.
pub(super) fn kill_syncs(span: u64, seed: u64) {
    let (mut random, mut killed) = (Random(seed), 0);
    let (service_home, colleague) = (Home::new(), Home::new());
    let service = Serving::start(&service_home, ["--numbers", "6", "--codes", "40", "--groups", "1"]);
    colleague.configure(&service.configuration(&colleague));
    let truth = colleague.codes();
    let whole = by_number(&truth);
    while killed < kills() {
        let home = Home::new();
        home.configure(&service.configuration(&home));
        loop {
            let was_killed = run(&home, &["sync"], (killed < kills()).then(|| random.time(span)));
            killed += usize::from(was_killed);
            let cached = Ran::of(&mut home.command(["codes", "list", "--cached", "--jsonl"]));
            assert!(!cached.stderr.contains("damaged") && !cached.stderr.contains("cannot be used"), "{cached:?}");
            let rows = cached.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
            let rows: Vec<Value> = rows.filter(|row: &Value| row.get("code").is_some()).collect();
            for (number, codes) in by_number(&rows) {
                assert_eq!(whole.get(&number), Some(&codes), "a number is in the cache as a whole or not at all");
            }
            if !was_killed {
                assert_eq!(home.json(["codes", "list", "--cached"]).as_array().unwrap(), &truth);
                break;
            }
        }
    }
    println!("sync: {killed} kills");
}
