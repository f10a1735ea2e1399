//! The `qrdeck` binary: arguments to exit code.

fn main() {}
