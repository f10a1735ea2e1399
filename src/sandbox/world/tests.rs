use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::sandbox::Api::{Alibaba, Meta};

/// One thing done to a world, with the place it is done at taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Create(usize),
    Edit(usize, usize),
    Replace(usize, usize),
    Delete(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<usize>().prop_map(Step::Create),
        any::<(usize, usize)>().prop_map(|(number, code)| Step::Edit(number, code)),
        any::<(usize, usize)>().prop_map(|(number, code)| Step::Replace(number, code)),
        any::<(usize, usize)>().prop_map(|(number, code)| Step::Delete(number, code)),
    ]
}

fn small(seed: u64) -> World {
    World::generate(seed, Size { numbers: 2, codes: 3, groups: 2 }).unwrap()
}

fn text(world: &World) -> String {
    serde_json::to_string(world).unwrap()
}

/// Service and id of a number, and one of its codes.
fn target(world: &World, number: usize, code: usize) -> (Api, String, String) {
    let number = &world.numbers[number % world.numbers.len()];
    let code = number.codes.get(code % number.codes.len().max(1)).map(|code| code.code.to_string());
    (number.service, number.id.clone(), code.unwrap_or_default())
}

proptest! {
    #[test]
    fn no_code_is_issued_twice(seed: u64, steps in prop::collection::vec(step(), 0..60)) {
        let mut world = small(seed);
        let mut issued: BTreeSet<String> =
            world.numbers.iter().flat_map(|number| number.codes.iter()).map(|row| row.code.to_string()).collect();
        prop_assert_eq!(issued.len(), 12);
        for (second, step) in steps.into_iter().enumerate() {
            // The clock goes back now and then.
            let now = 1_800_000_000 + i64::try_from(second % 7).unwrap();
            let new = match step {
                Step::Create(number) => {
                    let (service, number, _) = target(&world, number, 0);
                    world.create_code(service, &number, "new", now).ok()
                }
                Step::Replace(number, code) => {
                    let (service, number, code) = target(&world, number, code);
                    world.replace_code(service, &number, &code, "other", now).ok()
                }
                Step::Edit(number, code) => {
                    let (service, number, code) = target(&world, number, code);
                    let edited = world.edit_code(service, &number, &code, "edited");
                    prop_assert!(edited.is_err() || issued.contains(&code));
                    None
                }
                Step::Delete(number, code) => {
                    let (service, number, code) = target(&world, number, code);
                    if world.delete_code(service, &number, &code).is_ok() {
                        prop_assert_eq!(world.delete_code(service, &number, &code), Err(Missing::Code));
                        prop_assert!(world.find_code(&code).is_none());
                    }
                    None
                }
            };
            if let Some(new) = new {
                prop_assert!(issued.insert(new.code.to_string()), "{} came twice", new.code);
            }
            for number in &world.numbers {
                let order = number.codes.iter().map(|row| (row.created, row.serial));
                prop_assert!(order.is_sorted(), "the order of creation is kept");
            }
        }
    }

    #[test]
    fn codes_look_like_codes_and_differ(seed: u64, one: u64, other: u64) {
        let code = CodeText::issue(seed, one);
        prop_assert_eq!(code == CodeText::issue(seed, other), one == other);
        let (last, rest) = code.as_str().as_bytes().split_last().unwrap();
        prop_assert_eq!((*last, rest.len()), (b'1', 13));
        prop_assert!(rest.iter().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(byte)));
        prop_assert_eq!(CodeText::try_from(code.to_string()), Ok(code));
    }

    #[test]
    fn a_seed_makes_one_world(seed: u64) {
        prop_assert_eq!(text(&small(seed)), text(&small(seed)));
        prop_assert!(small(seed).meta.token != small(seed ^ 1).meta.token);
    }

    #[test]
    fn an_operation_that_fails_changes_nothing(seed: u64, code in "[A-Z2-7]{13}1") {
        let mut world = small(seed);
        let before = text(&world);
        let number = world.numbers[0].id.clone();
        prop_assert_eq!(world.edit_code(Meta, &number, &code, "x"), Err(Missing::Code));
        prop_assert_eq!(world.replace_code(Meta, &number, &code, "x", 0), Err(Missing::Code));
        prop_assert_eq!(world.delete_code(Meta, &number, &code), Err(Missing::Code));
        prop_assert_eq!(world.create_code(Alibaba, &number, "x", 0), Err(Missing::Number));
        prop_assert_eq!(world.reset_link(Alibaba, &code), Err(Missing::Group));
        prop_assert_eq!(world.remove_link(Meta, &code), Err(Missing::Group));
        prop_assert_eq!(world.add_group(Meta, &code, "x", "", 0), Err(Missing::Number));
        prop_assert_eq!(text(&world), before);
    }
}

#[test]
fn the_default_world_has_what_a_newcomer_looks_for() {
    let world = World::aurora(1);
    assert_eq!((world.numbers_of(Meta).count(), world.numbers_of(Alibaba).count()), (7, 7));
    let codes: usize = world.numbers.iter().map(|number| number.codes.len()).sum();
    assert!((250..400).contains(&codes), "{codes}");
    for waba in &world.meta.wabas {
        assert!(world.numbers_of(Meta).any(|number| number.waba == waba.id), "{}", waba.name);
    }
    let ids: BTreeSet<_> = world.numbers.iter().map(|number| &number.id).collect();
    assert_eq!(ids.len(), world.numbers.len());
    for service in [Meta, Alibaba] {
        let groups: Vec<_> = world.numbers_of(service).flat_map(|number| &number.groups).collect();
        assert!(groups.iter().any(|group| group.link.is_some()) && groups.iter().any(|group| group.link.is_none()));
    }
    let awkward = |group: &Group| ['/', '+', '='].into_iter().all(|c| group.id.contains(c));
    assert!(world.numbers_of(Meta).flat_map(|number| &number.groups).any(awkward), "ids that a path must escape");
}

#[test]
fn a_generated_world_has_the_size_asked_for() {
    let world = World::generate(7, Size { numbers: 30, codes: 11, groups: 4 }).unwrap();
    for service in [Meta, Alibaba] {
        assert_eq!(world.numbers_of(service).count(), 30);
    }
    let digits: BTreeSet<_> = world.numbers.iter().map(|number| &number.digits).collect();
    assert_eq!(digits.len(), 60, "no number is at both services");
    assert!(world.numbers.iter().all(|number| (number.codes.len(), number.groups.len()) == (11, 4)));
}

#[test]
fn a_number_is_full_with_two_thousand_codes() {
    let mut world = World::generate(1, Size { numbers: 1, codes: 2_000, groups: 0 }).unwrap();
    let number = world.numbers[0].id.clone();
    let code = world.numbers[0].codes.get(5).unwrap().code.to_string();
    assert_eq!(world.create_code(Meta, &number, "x", 0), Err(Missing::Room));
    assert!(world.replace_code(Meta, &number, &code, "x", 0).is_ok());
    assert!(
        world.delete_code(Meta, &number, world.numbers[0].codes.first().unwrap().code.to_string().as_str()).is_ok()
    );
    assert!(world.create_code(Meta, &number, "x", 0).is_ok());
}

#[test]
fn a_new_link_is_another_link() {
    let mut world = World::aurora(1);
    let group =
        world.numbers_of(Meta).flat_map(|number| &number.groups).find(|group| group.link.is_some()).unwrap().clone();
    let links: BTreeSet<_> = (0..100).map(|_| world.reset_link(Meta, &group.id).unwrap()).chain(group.link).collect();
    assert_eq!(links.len(), 101);
    assert!(links.iter().all(|link| link.len() == "https://chat.whatsapp.com/".len() + 22));
}
