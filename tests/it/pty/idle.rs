//! Nothing happens, nothing is written.

use std::time::Duration;

use super::SIZE;
use super::terminal::Terminal;

/// Several times the period of anything the app does by itself: its spinner turns each 120 ms.
const WHILE: Duration = Duration::from_millis(800);

#[test]
fn an_idle_app_writes_no_byte() {
    let mut terminal = Terminal::open(SIZE, &[]);
    terminal.still();
    // That nothing comes can only be watched for a while. Nobody waits here for anything to become true: a slow
    // machine cannot fail this, and an app that repaints by the clock cannot pass it.
    assert_eq!(terminal.output_within(WHILE), None);
    terminal.send("\x1b[I\x1b[200~\x1b[201~");
    assert_eq!(terminal.output_within(WHILE), None, "events that mean nothing change no cell");
}
