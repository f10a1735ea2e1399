//! The first minute.

use crossterm::event::KeyCode;

use super::harness::UpdateHarness;
use crate::app::cached::CacheRequest;
use crate::app::{Effect, Request, Restored, Tour, restore};
use crate::model::World;

fn remembered(harness: &UpdateHarness) -> usize {
    let ends = |effect: &&Effect| matches!(effect, Effect::Ask { request: Request::Cache(CacheRequest::Remember { key, .. }), .. } if *key == Tour::KEY);
    harness.effects.iter().filter(ends).count()
}

fn step(harness: &UpdateHarness) -> Option<usize> {
    harness.state.tour.map(|tour| tour.step().0)
}

#[test]
fn each_step_is_over_when_it_was_tried() {
    let mut harness = UpdateHarness::open();
    harness.state.tour = Some(Tour::default());
    harness.keys("2");
    assert_eq!(step(&harness), Some(1), "moving about is none of it");
    harness.key(KeyCode::Enter);
    assert_eq!(step(&harness), Some(1), "as long as the QR fills the screen");
    harness.key(KeyCode::Esc);
    assert_eq!(step(&harness), Some(2));
    harness.keys("/me");
    assert_eq!(step(&harness), Some(2), "it is still being typed");
    harness.key(KeyCode::Enter);
    assert_eq!(step(&harness), Some(3));
    harness.keys("n");
    harness.key(KeyCode::Esc);
    assert_eq!((step(&harness), remembered(&harness)), (Some(4), 0));
    harness.keys("?");
    harness.key(KeyCode::Esc);
    assert_eq!((step(&harness), remembered(&harness)), (None, 1));
}

#[test]
fn one_key_ends_it_and_begins_it_again() {
    let mut harness = UpdateHarness::open();
    harness.state.tour = Some(Tour::default());
    harness.keys("T");
    assert_eq!((step(&harness), remembered(&harness)), (None, 1));
    for profile in &mut harness.state.profiles {
        profile.world = World::Sandbox;
    }
    harness.keys("T");
    assert_eq!(step(&harness), Some(1));
}

#[test]
fn it_begins_by_itself_in_the_sandbox_until_it_was_seen() {
    for (world, toured, begins) in
        [(World::Sandbox, false, true), (World::Sandbox, true, false), (World::Live, false, false)]
    {
        let mut harness = UpdateHarness::new();
        for profile in &mut harness.state.profiles {
            profile.world = world;
        }
        restore(&mut harness.state, Restored { toured, ..Restored::default() });
        assert_eq!(step(&harness).is_some(), begins, "{world:?}, seen: {toured}");
    }
}

#[test]
fn there_is_none_for_real_accounts() {
    let mut harness = UpdateHarness::open();
    for profile in &mut harness.state.profiles {
        profile.world = World::Live;
    }
    harness.keys("T");
    assert_eq!(step(&harness), None);
    assert!(harness.state.toasts.back().is_some_and(|toast| toast.text.contains("--sandbox")));
}
