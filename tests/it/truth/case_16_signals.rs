//! Case 16: a command that changes something is interrupted, and dies without a word while the code is made.

#![cfg(unix)]

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use qrdeck::sandbox::Op;
use serde_json::{Value, json};

use super::client::{KINDS, op, product};
use super::commands::{CommandHarness, profile};
use super::oracle::Act;
use crate::cli::harness::Ran;

/// How often it is looked whether a command still runs.
const LOOK: Duration = Duration::from_millis(100);

/// Starts a creation and waits until the service has it.
fn begin(harness: &CommandHarness, op: Op, profile: &str, number: &str) -> Child {
    let arguments =
        ["codes", "create", "--number", number, "--message", "Hello", "--json", "--yes", "--profile", profile];
    let mut child = harness.home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    arrives(harness, &mut child, op, 1);
    child
}

/// Waits until so many requests of an operation have arrived, or the command has ended without them.
fn arrives(harness: &CommandHarness, child: &mut Child, op: Op, requests: u64) {
    while !harness.sandbox.inside().counters().wait_for_requests(op, requests, LOOK) {
        if let Some(status) = child.try_wait().unwrap() {
            panic!("the command ended with {status} before {requests} requests of {op} had come");
        }
    }
}

fn signal(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

fn end(child: Child) -> Ran {
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn an_interrupted_command_says_what_became_of_its_change() {
    let interrupt = |kind, name: &str| {
        let op = op(kind, Act::Create);
        let harness = CommandHarness::open(&json!([{"op": op.as_str(), "nth": [1], "do": "hang"}]));
        let child = begin(&harness, op, profile(kind), &harness.now(kind).id);
        signal(&child, name);
        let ran = end(child);
        assert_eq!(harness.sandbox.inside().counters().effects(op), 1);
        match ran.code {
            0 => assert!(harness.now(kind).code(ran.document()["code"].as_str().unwrap()).is_some(), "{ran:?}"),
            5 => assert_eq!(ran.document()["error"]["kind"], "outcome_unknown", "{ran:?}"),
            _ => panic!("{kind:?} {name}: {ran:?}"),
        }
    };
    // In parallel, because each looks for its outcome for a while.
    std::thread::scope(|scope| {
        for (kind, name) in product(KINDS, &["-INT", "-TERM", "-HUP"]) {
            scope.spawn(move || interrupt(kind, name));
        }
    });
}

#[test]
fn a_second_signal_leaves_at_once_and_the_next_run_settles_the_rest() {
    let leave = |kind| {
        let op = op(kind, Act::Create);
        // Its outcome cannot be seen for a while: without the second signal it would be looked for.
        let list = if op == Op::MetaCreateCode { "meta.codes.list" } else { "ListPhoneMessageQrdl" };
        let look = json!({"op": list, "nth": [2], "do": "hang"});
        let harness = CommandHarness::open(&json!([{"op": op.as_str(), "nth": [1], "do": "hang"}, look]));
        let mut child = begin(&harness, op, profile(kind), &harness.now(kind).id);
        signal(&child, "-INT");
        let looking = if op == Op::MetaCreateCode { Op::MetaListCodes } else { Op::CamsListCodes };
        arrives(&harness, &mut child, looking, 2);
        signal(&child, "-INT");
        let ran = end(child);
        assert_eq!(ran.code, 5, "{ran:?}");
        assert_eq!(harness.outcomes(), [Value::Null], "nobody has looked");
        let settled = harness.run(["journal", "settle"]);
        assert_eq!((settled.code, &settled.document()[0]["outcome"]), (0, &json!("done")), "{settled:?}");
        assert_eq!(harness.outcomes(), ["done"]);
        let entry = harness.home.json(["journal", "list"])[0].clone();
        let now = harness.now(kind);
        let made = now.codes.iter().find(|code| &*code.message == "Hello").unwrap().code.to_string();
        assert_eq!(entry["made"]["id"], made.as_str(), "{entry}");
        assert_eq!(harness.sandbox.inside().counters().effects(op), 1, "nothing is sent again");
    };
    // In parallel, because each looks for its outcome for a while.
    std::thread::scope(|scope| {
        for kind in KINDS {
            scope.spawn(move || leave(kind));
        }
    });
}
