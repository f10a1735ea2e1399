//! Everything there is to see, by name.

use std::time::Duration;

use jiff::civil::date;
use qrdeck::app::{DbEvent, KeyringState, Msg, Reply, SyncKnown, WorkerEvent};
use qrdeck::dialogs::{Dialog, DialogState as _};
use qrdeck::model::{Error, ErrorKind, ProviderKind, World};
use qrdeck::store::{Label, LabelKey};
use qrdeck::sync::{Plan, Progress};

use super::accounts::{asking, profiles, tested};
use super::audited::{audited, refused, searching};
use super::connecting::{self, at_keep, at_token, checking, connected, no_keyring, unreached, wrong};
use super::found::{counted, searched};
use super::harness::ScreenHarness;
use super::imported::{checked, creating};
use super::logged::{changed, logged, twice, unknown};
use super::{looks, themes};

/// A name, and how to get there.
pub(super) type Scene = (&'static str, fn() -> ScreenHarness);

/// The scenes, and a test for each.
macro_rules! scenes {
    ($($name:ident: $scene:expr,)*) => {
        pub(super) const ALL: &[Scene] = &[$((stringify!($name), $scene),)*];

        /// Apart, so that a scene may be called like the function that makes it.
        mod each {
            $(#[test]
            fn $name() {
                super::look(stringify!($name));
            })*
        }
    };
}

/// Looks at the scene of a name.
fn look(name: &str) {
    for (_, scene) in ALL.iter().filter(|(other, _)| *other == name) {
        looks::look(name, &scene());
    }
}

scenes! {
    numbers: || ScreenHarness::open(World::Sandbox, 214),
    numbers_live: || ScreenHarness::open(World::Live, 14),
    loading: || started(ScreenHarness::closed(World::Sandbox, 0).mute()),
    failed: || started(ScreenHarness::closed(World::Sandbox, 0).failing()),
    failed_with_old_rows: || ScreenHarness::codes().failing().keys("r"),
    codes: ScreenHarness::codes,
    codes_scrolled_and_marked: || ScreenHarness::codes().keys(" ↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓ "),
    codes_sorted: || ScreenHarness::codes().keys("Sj⏎"),
    sort: || ScreenHarness::codes().keys("Sj⏎Sj"),
    theme: themes::choosing,
    confirm_wrong: || ScreenHarness::codes().keys("dzzzz"),
    numbers_alike: alike,
    numbers_sorted: || ScreenHarness::open(World::Sandbox, 214).keys("Sjj⏎"),
    tour: || ScreenHarness::open(World::Sandbox, 14).keys("T"),
    tour_last: || ScreenHarness::open(World::Sandbox, 14).keys("2T⏎q/a⏎n⎋"),
    codes_none: || ScreenHarness::open(World::Sandbox, 0).keys("2"),
    codes_filtered: || ScreenHarness::codes().keys("/ord"),
    codes_none_found: || ScreenHarness::codes().keys("/xyzzy⏎"),
    numbers_none_found: || ScreenHarness::open(World::Sandbox, 14).keys("/franz"),
    codes_found_elsewhere: || counted(ScreenHarness::codes().keys("/xyzzy⏎")),
    groups: || ScreenHarness::codes().keys("3"),
    groups_without_link: || ScreenHarness::codes().keys("3j"),
    full_screen: || ScreenHarness::codes().keys("⏎"),
    form: || ScreenHarness::codes().keys("nHello, what's on today?"),
    form_restored: || restored(ScreenHarness::codes().keys("nHello, what's on")),
    form_too_long: || ScreenHarness::codes().keys("n").paste(&"word ".repeat(30)).ctrl('s'),
    form_failed: || ScreenHarness::cams().keys("nHello").failing().ctrl('s'),
    form_edit_replaces: || ScreenHarness::cams().keys("e⇥"),
    form_sending: || ScreenHarness::codes().keys("nHello").mute().ctrl('s'),
    save: || ScreenHarness::codes().keys("s"),
    save_many_failed: || ScreenHarness::codes().keys("  s⇥").failing().keys("⏎"),
    save_sheets: || labelled(ScreenHarness::codes()).keys("   s→"),
    save_poster: || ScreenHarness::codes().keys("s→⇥⇥⇥"),
    save_too_small: || ScreenHarness::codes().keys("s⇥→⇥").ctrl('u').keys("11"),
    save_under_way: || half_saved(ScreenHarness::codes().keys("     s").mute().keys("⏎")),
    save_stopped_short: || ScreenHarness::codes().keys("     s").full().keys("⏎"),
    save_overwrites: || ScreenHarness::codes().keys("           s").refusing().keys("⏎"),
    full_screen_of_a_long_message: || ScreenHarness::codes().keys("jjjjjjjjj⏎"),
    full_screen_details: || ScreenHarness::codes().keys("jjjjjjjjj⏎i"),
    details: || ScreenHarness::codes().keys("jjjjjjjjji"),
    full_screen_toast: || ScreenHarness::codes().keys("⏎v"),
    full_screen_of_no_link: || ScreenHarness::codes().keys("3⏎j"),
    compared: || ScreenHarness::codes().keys("v"),
    question: || ScreenHarness::codes().keys("nHello⎋"),
    confirm_one: || ScreenHarness::open(World::Live, 14).keys("2d").keys("zz⏎"),
    confirm_many: || ScreenHarness::codes().keys("       d"),
    marked_elsewhere: || marked_in_two(0),
    confirm_numbers: || marked_in_two(0).keys("d"),
    confirm_worlds: || marked_in_two(1).keys("etable⇥terrace").ctrl('s'),
    confirm_replace: || ScreenHarness::cams().keys("e!").ctrl('s'),
    replaced: || ScreenHarness::cams().keys("e!").ctrl('s').confirm(),
    palette: || ScreenHarness::open(World::Sandbox, 0).keys("2:co"),
    full_screen_of_the_next: || ScreenHarness::codes().keys("⏎j"),
    help: || ScreenHarness::codes().keys("?"),
    codes_labelled: || labelled(ScreenHarness::codes()),
    label_form: || labelled(ScreenHarness::codes()).keys("L⇥⇥!"),
    activity: || logged(ScreenHarness::cams().keys("J")),
    activity_entry: || logged(ScreenHarness::cams().keys("J")).keys("⏎"),
    activity_changed: || logged(ScreenHarness::cams().keys("J")).keys("j⏎"),
    activity_marked: || logged(ScreenHarness::cams().keys("J")).keys("*"),
    activity_recreates: || twice(logged(ScreenHarness::cams().keys("J"))).keys("*n"),
    activity_restores: || changed(logged(ScreenHarness::cams().keys("J"))).keys("ju"),
    activity_unknown: || unknown(logged(ScreenHarness::cams().keys("J"))).keys("G⏎"),
    activity_close: || unknown(logged(ScreenHarness::cams().keys("J"))).keys("Gx"),
    still_open: || still_open(ScreenHarness::cams().keys("nHello").mute().ctrl('s')),
    audit_naming: || ScreenHarness::codes().keys("A~/pr⇥"),
    audit_missing: || refused(ScreenHarness::codes()).keys("A/no/such/folder⏎"),
    audit_running: || searching(ScreenHarness::codes().mute().keys("A~⏎")),
    audit: || audited(ScreenHarness::codes()),
    audit_filtered: || audited(ScreenHarness::codes()).keys("/window"),
    audit_finding: || audited(ScreenHarness::codes()).keys("⏎"),
    audit_nothing: || audited(ScreenHarness::open(World::Sandbox, 0)),
    import_naming: || ScreenHarness::codes().keys("I~/pr⇥"),
    import_form: || ScreenHarness::codes().keys("I~/tables.jsonl⇥⇥Table {table}"),
    import_form_sheets: || ScreenHarness::codes().keys("I~/tables.jsonl⇥⇥⇥⇥⇥⇥⇥"),
    import_form_looks: || ScreenHarness::codes().keys("I~/tables.jsonl⇥⇥⇥⇥⇥⇥⇥~/tables.pdf⇥⇥3x4"),
    import_form_grid: || ScreenHarness::codes().keys("I~/tables.jsonl⇥⇥⇥⇥⇥⇥⇥~/tables.pdf⇥⇥3x⏎"),
    import_form_mistakes: || ScreenHarness::codes().keys("I~/wrong.jsonl⇥"),
    import_missing: || refused(ScreenHarness::codes()).keys("I/no/such.csv⏎"),
    import: || checked(ScreenHarness::codes(), "~/tables.jsonl"),
    import_mistakes: || checked(ScreenHarness::codes(), "~/wrong.jsonl"),
    import_running: || creating(ScreenHarness::codes()),
    import_done: || checked(ScreenHarness::codes(), "~/tables.jsonl").ctrl('s'),
    secret: || asking(ScreenHarness::open(World::Live, 14), false),
    secret_refused: || asking(ScreenHarness::open(World::Live, 14), true).keys("EAAJBexample"),
    secret_wrong: || asking(ScreenHarness::open(World::Live, 14), false).paste("WHATSAPP_TOKEN=EAAJBexample"),
    connect_service: || ScreenHarness::open(World::Sandbox, 14).keys("C"),
    connect_service_other: || ScreenHarness::open(World::Sandbox, 14).keys("Cj"),
    connect_token: || at_token("").keys("shop-us⇥"),
    connect_token_other: || at_token("j"),
    connect_token_wrong: wrong,
    connect_keep: || at_keep(None),
    connect_keep_file: || at_keep(Some(no_keyring())).keys("⏎"),
    connect_keep_usable: || at_keep(Some(KeyringState::Usable)),
    connect_keep_wrong: || at_keep(Some(no_keyring())).keys("⏎").ctrl('u').ctrl('s'),
    connect_checking: checking,
    connect_refused: connecting::refused,
    connect_unreached: unreached,
    connect_done: connected,
    profiles: || profiles(ScreenHarness::open(World::Live, 14), false).keys("j"),
    profiles_mistakes: || profiles(ScreenHarness::open(World::Live, 14), true).keys("G⏎"),
    profiles_hidden: || profiles(ScreenHarness::open(World::Live, 14), false).keys("o"),
    profile_test: || tested(ScreenHarness::open(World::Live, 14)),
    profile_removal: || profiles(ScreenHarness::open(World::Live, 14), false).keys("x"),
    wait: || held(ScreenHarness::cams().mute().keys("r")),
    wait_in_form: || held(ScreenHarness::cams().keys("nHello").mute().ctrl('s')),
    wait_of_many: || held(planned(ScreenHarness::codes().keys("       d").mute().confirm())),
    search: || searched(ScreenHarness::codes().mute().ctrl('f').keys("offnung")),
    search_marking: || searched(ScreenHarness::codes().mute().ctrl('f').keys("offnung")).keys("⇥ j"),
    search_marked_all: || searched(ScreenHarness::codes().mute().ctrl('f').keys("men")).keys("⇥*"),
    search_misspelt: || searched(ScreenHarness::codes().mute().ctrl('f').keys("is:duplcate")),
    search_help: || ScreenHarness::codes().mute().ctrl('f'),
    sync: || synced(ScreenHarness::cams().keys("R")),
    problem: || ScreenHarness::codes().failing().keys("r!"),
}

/// With codes of two numbers marked, one at each service; the profiles from one place on are live.
fn marked_in_two(live: usize) -> ScreenHarness {
    let mut harness = ScreenHarness::cams().keys("  1g").rest().keys("2   ");
    harness.state.profiles.iter_mut().skip(1 - live).take(live).for_each(|profile| profile.world = World::Live);
    harness
}

/// With a plan for one profile, and the sync of another under way.
fn synced(mut harness: ScreenHarness) -> ScreenHarness {
    let profiles: Vec<_> = harness.state.profiles.iter().map(|profile| profile.name.clone()).collect();
    let plan = Plan { numbers: 79, calls: 80, seconds: 16, hour_percent: Some(40), ..Plan::default() };
    let known = SyncKnown { plan, synced: Some(date(2026, 5, 4).at(9, 30, 0, 0)), unfinished: false };
    harness.tell(Reply::Syncs(profiles.into_iter().map(|profile| (profile, known.clone())).collect()));
    harness = harness.mute().keys("⏎");
    let running = harness.state.syncs.values().find_map(|sync| sync.running);
    if let Some(running) = running {
        let progress = Progress { done: 12, numbers: 80 };
        harness.send(Msg::Worker(WorkerEvent::Sync { id: running.id, progress }));
    }
    harness
}

/// With some of the files written.
fn half_saved(mut harness: ScreenHarness) -> ScreenHarness {
    if let Some(Dialog::Save(form)) = harness.state.dialogs.last()
        && let Some(id) = form.saving
    {
        harness.send(Msg::Worker(WorkerEvent::Progress { id, rows: 2 }));
    }
    harness
}

/// With an earlier change like the one that is sent.
fn still_open(mut harness: ScreenHarness) -> ScreenHarness {
    let message = "An earlier change of this kind may still be carried out (journal entry 37). Nothing was sent.";
    if let Some(id) = harness.state.tasks.keys().last().copied() {
        let outcome = Err(Error::new(ErrorKind::StillOpen, message));
        harness.send(Msg::Worker(WorkerEvent::Ended { id, outcome }));
    }
    harness
}

/// With many changes that are recorded, so that they leave.
fn planned(mut harness: ScreenHarness) -> ScreenHarness {
    harness.tell(Reply::Database(DbEvent::Planned("plan".to_owned())));
    harness
}

/// With a service that asks each running request to wait.
fn held(mut harness: ScreenHarness) -> ScreenHarness {
    let ids: Vec<_> = harness.state.tasks.keys().copied().collect();
    for id in ids {
        harness.send(Msg::Worker(WorkerEvent::Waiting { id, wait: Duration::from_secs(3_725) }));
    }
    harness
}

/// With what is typed in the form as an earlier run has left it.
fn restored(mut harness: ScreenHarness) -> ScreenHarness {
    let at = date(2026, 5, 4).at(9, 30, 0, 0);
    if let Some(dialog) = harness.state.dialogs.last_mut()
        && let Some(typed) = dialog.typed()
    {
        dialog.restore(&typed, at);
    }
    harness
}

fn started(mut harness: ScreenHarness) -> ScreenHarness {
    harness.send(Msg::Start);
    harness
}

/// With the numbers of a chain, of which two have the same name, and two look the same where there is little room.
fn alike() -> ScreenHarness {
    let cities = [
        "Berlin",
        "Wien",
        "Köln",
        "München",
        "Hamburg",
        "Zürich",
        "Basel",
        "Graz",
        "Linz",
        "Bremen",
        "Leipzig",
        "Wien",
        "Dresden",
        "Stuttgart Hauptbahnhof",
        "Stuttgart Flughafen",
        "上海",
        "القاهرة",
    ];
    named(cities.iter().map(|city| format!("Aurora Coffee, {city}")).collect())
}

/// With numbers of these names.
pub(super) fn named(names: Vec<String>) -> ScreenHarness {
    let mut harness = ScreenHarness::closed(World::Sandbox, 3);
    harness.answers.names = names;
    started(harness)
}

/// With labels for a number and two of its codes.
fn labelled(mut harness: ScreenHarness) -> ScreenHarness {
    let rows = harness.state.number_state().map(|number_state| number_state.code_rows().to_vec()).unwrap_or_default();
    let label = |code, label: &str, tags: &[&str], note: &str| {
        let key = LabelKey { provider: ProviderKind::Meta, number: "1001".into(), code };
        let tags = tags.iter().map(ToString::to_string).collect();
        (key, Label { label: label.to_owned(), tags, note: note.to_owned(), updated: 1 })
    };
    let labels = vec![
        label(None, "Main shop", &[], ""),
        label(Some(rows[0].code.clone()), "Window poster, left", &["poster", "spring"], "A2, printed in April.\nTwo."),
        label(Some(rows[2].code.clone()), "上海 flyer\u{1b}[31m", &[], ""),
    ];
    harness.tell(Reply::Database(DbEvent::Labels(labels)));
    harness
}
