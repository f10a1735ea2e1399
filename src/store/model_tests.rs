//! The store against a model of it in memory.

use proptest::prelude::*;

use super::tests::{code, delete, key, label, open, update};
use super::*;
use crate::model::CodeId;

/// What a person can do with codes and labels.
#[derive(Debug, Clone)]
enum Act {
    Label(u8, String),
    Unlabel(u8),
    Replace(u8, u8),
    Delete(u8),
    Reopen,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..6_u8, "[a-z]{1,8}").prop_map(|(code, text)| Act::Label(code, text)),
        (0..6_u8).prop_map(Act::Unlabel),
        (0..6_u8, 0..6_u8).prop_filter("a new code is another", |(a, b)| a != b).prop_map(|(a, b)| Act::Replace(a, b)),
        (0..6_u8).prop_map(Act::Delete),
        Just(Act::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Against a model in memory: labels follow replacements, retirements follow the newest end of each code, and
    /// nothing is lost by closing.
    #[test]
    fn the_store_does_what_the_model_does(acts in prop::collection::vec(act(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let dir = tempfile::tempdir().unwrap();
            let mut store = open(dir.path()).await;
            let mut labels = std::collections::BTreeMap::<u8, String>::new();
            let mut ends = std::collections::BTreeMap::<u8, Option<u8>>::new();
            let mut entries = 0;
            let name = |code: u8| format!("C{code}");
            for act in acts {
                match act {
                    Act::Label(code, text) => {
                        store.set_label(key(Some(&name(code))), label(&text)).await.unwrap();
                        labels.insert(code, text);
                    }
                    Act::Unlabel(code) => {
                        let was = store.remove_label(&key(Some(&name(code)))).await.unwrap();
                        assert_eq!(was, labels.remove(&code).is_some());
                    }
                    Act::Replace(old, new) => {
                        let id = store.begin(update(&name(old), "m"), None).await.unwrap();
                        let made = Made::code(&code(&name(new), "m"));
                        store.finish(id, Ending::done(Some(made))).await.unwrap();
                        if !labels.contains_key(&new) && let Some(text) = labels.remove(&old) {
                            labels.insert(new, text);
                        }
                        ends.insert(old, Some(new));
                        entries += 1;
                    }
                    Act::Delete(code) => {
                        let id = store.begin(delete(&name(code)), None).await.unwrap();
                        store.finish(id, Ending::done(None)).await.unwrap();
                        ends.insert(code, None);
                        entries += 1;
                    }
                    Act::Reopen => store = open(dir.path()).await,
                }
            }
            let kept: Vec<_> = store.labels().await.unwrap().into_iter().map(|(key, label)| (key.code.unwrap(), label.label)).collect();
            let wanted: Vec<_> = labels.iter().map(|(code, text)| (CodeId::from(name(*code)), text.clone())).collect();
            assert_eq!(kept, wanted);
            assert_eq!(store.entries(Filter::default()).await.unwrap().len(), entries);
            for code in 0..6 {
                let retirement = store.retirement(&name(code)).await.unwrap();
                assert_eq!(retirement.is_some(), ends.contains_key(&code));
                let Some(retirement) = retirement else { continue };
                let (mut last, mut passed) = (code, vec![code]);
                while let Some(Some(next)) = ends.get(&last) {
                    last = *next;
                    if passed.contains(&last) { break; }
                    passed.push(last);
                }
                assert_eq!(retirement.successor.map(|made| made.id), ends[&code].map(|_| name(last)));
            }
        });
    }
}
