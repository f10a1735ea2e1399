//! Everything there is to see, by name.

use qrdeck::app::Msg;
use qrdeck::model::World;

use super::stage::Stage;

/// A name, and how to get there.
pub(super) type Scene = (&'static str, fn() -> Stage);

/// All scenes.
pub(super) const ALL: [Scene; 32] = [
    ("numbers", || Stage::open(World::Sandbox, 214)),
    ("numbers_live", || Stage::open(World::Live, 14)),
    ("loading", || started(Stage::closed(World::Sandbox, 0).mute())),
    ("failed", || started(Stage::closed(World::Sandbox, 0).failing())),
    ("failed_with_old_rows", || Stage::codes().failing().keys("r")),
    ("codes", Stage::codes),
    ("codes_scrolled_and_marked", || Stage::codes().keys(" ↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓ ")),
    ("codes_none", || Stage::open(World::Sandbox, 0).keys("2")),
    ("codes_filtered", || Stage::codes().keys("/ord")),
    ("codes_none_found", || Stage::codes().keys("/xyzzy⏎")),
    ("groups", || Stage::codes().keys("3")),
    ("groups_without_link", || Stage::codes().keys("3j")),
    ("full_screen", || Stage::codes().keys("⏎")),
    ("form", || Stage::codes().keys("nHello, what's on today?")),
    ("form_too_long", || Stage::codes().keys("n").paste(&"word ".repeat(30)).ctrl('s')),
    ("form_failed", || Stage::cams().keys("nHello").failing().ctrl('s')),
    ("form_edit_replaces", || Stage::cams().keys("e⇥")),
    ("form_sending", || Stage::codes().keys("nHello").mute().ctrl('s')),
    ("save", || Stage::codes().keys("s")),
    ("save_many_failed", || Stage::codes().keys("  s⇥").failing().keys("⏎")),
    ("save_overwrites", || Stage::codes().keys("s").refusing().keys("⏎")),
    ("full_screen_of_no_link", || Stage::codes().keys("3⏎j")),
    ("compared", || Stage::codes().keys("v")),
    ("question", || Stage::codes().keys("nHello⎋")),
    ("confirm_one", || Stage::open(World::Live, 14).keys("2d").keys("zz⏎")),
    ("confirm_many", || Stage::codes().keys("       d")),
    ("confirm_replace", || Stage::cams().keys("e!").ctrl('s')),
    ("replaced", || Stage::cams().keys("e!").ctrl('s').confirm()),
    ("palette", || Stage::open(World::Sandbox, 0).keys("2:co")),
    ("full_screen_of_the_next", || Stage::codes().keys("⏎j")),
    ("help", || Stage::codes().keys("?")),
    ("problem", || Stage::codes().failing().keys("r!")),
];

/// After the start.
fn started(mut stage: Stage) -> Stage {
    stage.send(Msg::Start);
    stage
}
