//! Random sequences of our changes, faults, commits that come later and somebody else's changes, through the real
//! client with the journal in front of it. `QRDECK_INTERLEAVINGS` says how many; the default keeps the suite fast.
//!
//! Colleagues do not do the very thing that is being done here: a code that somebody else makes with the same message,
//! or a link that somebody else resets, while an answer is lost, cannot be told from one's own. Nor do the looks at
//! links lag behind, which would show the same.

use std::collections::HashSet;

use futures_util::{StreamExt as _, stream};
use qrdeck::model::{CodeId, Draft, ImageFormat, ProviderKind};
use qrdeck::provider::Call;
use qrdeck::sandbox::world::{Number, WorldChange};
use qrdeck::store::{Change, Entry};
use serde_json::{Value, json};

use super::client::{AT_ONCE, ClientHarness, op};
use super::oracle::{Act, Said};
use crate::random::Random;

/// Our messages. Two of them, so that changes are mistaken for each other if they can be.
const OURS: [&str; 2] = ["Table 12", "Caf\u{e9}"];

fn runs() -> u64 {
    std::env::var("QRDECK_INTERLEAVINGS").map_or(24, |runs| runs.parse().unwrap())
}

/// What somebody said of one change.
struct Word {
    act: Act,
    /// The code it was about.
    target: Option<String>,
    said: Said,
    words: String,
}

/// A fault of a request, and perhaps what a colleague does in the meantime.
fn faults(random: &mut Random, kind: ProviderKind) -> Vec<Value> {
    let mut rules = Vec::new();
    for act in Act::ALL {
        let op = op(kind, act).as_str();
        for nth in 1..=6 {
            let fault = match random.below(9) {
                0 => json!({"do": "reset_before"}),
                1 => json!({"do": "reset_after"}),
                2 => json!({"do": *random.pick(&["apply_late", "error_500_late"]), "requests": random.below(12)}),
                3 => json!({"do": "error_500"}),
                4 => json!({"do": "unknown_code", "code": "Isp.TimeOut", "applied": random.once_in(2)}),
                5 => json!({"do": "lose_access", "applied": random.once_in(2), "requests": 1 + random.below(6)}),
                _ => continue,
            };
            rules.push((op, nth, fault));
        }
        let deed = *random.pick(&[
            "colleague_creates",
            "colleague_copies",
            "colleague_edits",
            "colleague_deletes",
            "colleague_removes_link",
        ]);
        if random.once_in(3) && !(act == Act::Remove && deed == "colleague_removes_link") {
            let when = *random.pick(&["before", "after"]);
            // Copying our message to an older code is the one thing that has nothing to do with what we do.
            let message = if deed == "colleague_copies" { Value::Null } else { "Theirs".into() };
            rules.push((op, 1 + random.below(3), json!({"do": deed, "when": when, "message": message})));
        }
    }
    for op in match kind {
        ProviderKind::Alibaba => &["ListPhoneMessageQrdl", "ListChatGroup"][..],
        ProviderKind::Meta => &["meta.codes.list", "meta.codes.get", "meta.link.get"],
    } {
        let links = ["ListChatGroup", "meta.link.get"].contains(op);
        for nth in 2..=12 {
            let fault = match random.below(12) {
                0 if links => continue,
                0 => json!({"do": "stale"}),
                1 => json!({"do": "wrong_space"}),
                2 => json!({"do": "error_500"}),
                _ => continue,
            };
            rules.push((op, nth, fault));
        }
    }
    let texts = if random.once_in(4) { json!(["nfc", "trim"]) } else { json!([]) };
    let rules = rules.into_iter().map(|(op, nth, mut rule)| {
        rule["op"] = op.into();
        rule["nth"] = json!([nth]);
        rule
    });
    rules.chain([json!({"style": {"texts": texts, "cams": {"calls_per_second": 0}}})]).collect()
}

/// One run; what is untrue in it is returned.
async fn run(seed: u64) -> Option<String> {
    let mut random = Random(seed);
    let kind = *random.pick(&[ProviderKind::Alibaba, ProviderKind::Meta]);
    let plan = faults(&mut random, kind);
    let client = ClientHarness::open(kind, &json!(plan)).await;
    let shown = format!("seed {seed}, {kind:?}, {}", json!(plan));
    let codes: Vec<String> = client.now().await.codes.iter().map(|code| code.code.to_string()).collect();
    let processes = [client.another(), client.another()];
    let mut words = Vec::new();
    for _ in 0..=random.below(4) {
        let provider = random.pick(&processes);
        let act = *random.pick(&Act::ALL);
        let draft = Draft { message: (*random.pick(&OURS)).to_owned(), image: ImageFormat::Png };
        let code = CodeId::new(random.pick(&codes).clone());
        let call = Call::default();
        let answer = match act {
            Act::Create => provider.create(&call, &client.number, &draft).await.map(|made| Some(made.link)),
            Act::Update => provider.update(&call, &client.number, &code, &draft).await.map(|now| Some(now.code.link)),
            Act::Delete => provider.delete(&call, &client.number, &code).await.map(|()| None),
            Act::Reset | Act::Remove => client.change_with(&**provider, &call, act).await,
        };
        let target = matches!(act, Act::Update | Act::Delete).then(|| code.to_string());
        let told = format!("{act:?} {target:?}: {answer:?}");
        words.push(Word { act, target, said: Said::by_answer(&answer), words: told });
        if random.once_in(3) {
            client.settle().await;
        }
    }
    if random.once_in(2) {
        client.now().await;
    }
    client.settle().await;
    let early = client.entries().await;
    let now = client.now().await;
    client.settle().await;
    let late = client.entries().await;
    for words in [words, early.iter().map(by_entry).collect(), late.iter().map(by_entry).collect()] {
        for act in Act::ALL {
            if let Some(flaw) = flaw(act, &words, &client.effects(act), &now) {
                let all: Vec<_> = words.iter().map(|word| word.words.as_str()).collect();
                return Some(format!("{shown}\n    {flaw}\n    {}\n    {:?}", all.join("\n    "), client.effects(act)));
            }
        }
    }
    None
}

/// What the journal says of a change.
fn by_entry(entry: &Entry) -> Word {
    let act = match &entry.intent.change {
        Change::Create(_) => Act::Create,
        Change::Update(..) => Act::Update,
        Change::Delete(_) => Act::Delete,
        Change::ResetLink(_) => Act::Reset,
        Change::RemoveLink(_) => Act::Remove,
    };
    let target = matches!(act, Act::Update | Act::Delete).then(|| entry.intent.change.target().unwrap().to_owned());
    Word { act, target, said: Said::by_entry(entry), words: format!("{entry:?}") }
}

/// What is untrue of what was said of all changes of a kind.
fn flaw(act: Act, words: &[Word], effects: &[WorldChange], now: &Number) -> Option<String> {
    let words: Vec<&Word> = words.iter().filter(|word| word.act == act).collect();
    let possible = |target: Option<&str>| {
        let can = |word: &&&Word| word.target.as_deref() == target && !matches!(word.said, Said::NotDone(_));
        words.iter().filter(can).count()
    };
    let mut named = HashSet::new();
    for word in &words {
        let Said::Done(made) = &word.said else { continue };
        let target = word.target.as_deref();
        let made_by = |effect: &&WorldChange| match (&effect.made, made) {
            (Some(real), Some(said)) => said.ends_with(real.as_str()),
            _ => false,
        };
        match act {
            Act::Create | Act::Reset => {
                if !effects.iter().any(|effect| made_by(&effect)) {
                    return Some(format!("said to be done, and is not: {}", word.words));
                }
                if !named.insert(made.clone()) {
                    return Some(format!("two changes made one thing: {}", word.words));
                }
            }
            Act::Update => {
                // A code that has the message already is changed without an effect.
                let in_place = |effect: &&WorldChange| effect.changed.as_deref() == target;
                let replaced = effects.iter().any(|effect| effect.killed.is_some());
                if replaced && !effects.iter().any(|effect| made_by(&effect) || in_place(&effect)) {
                    return Some(format!("said to be done, and is not: {}", word.words));
                }
            }
            // That it is gone is all that is said, whoever did it. A link can come back, a code cannot.
            Act::Delete if target.is_some_and(|code| now.code(code).is_some()) => {
                return Some(format!("said to be gone, and is there: {}", word.words));
            }
            Act::Delete | Act::Remove => {}
        }
    }
    // Each change has one effect at most, and one that was said not to be done has none.
    let targets: HashSet<Option<&str>> = effects
        .iter()
        .map(|effect| match act {
            Act::Update => effect.killed.as_deref().or(effect.changed.as_deref()),
            Act::Delete => effect.killed.as_deref(),
            _ => None,
        })
        .collect();
    targets.into_iter().find_map(|target| {
        let of_target = effects.iter().filter(|effect| {
            target.is_none() || effect.killed.as_deref() == target || effect.changed.as_deref() == target
        });
        let (had, possible) = (of_target.count(), possible(target));
        // What does the same twice as once may be sent twice, and undo what came between.
        let had =
            if act == Act::Update && effects.iter().all(|effect| effect.killed.is_none()) { had.min(1) } else { had };
        (had > possible)
            .then(|| format!("{had} effects of {act:?} {target:?}, and only {possible} were said to be possible"))
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_untrue_is_said_in_any_interleaving() {
    let seeds = stream::iter(0..runs()).map(run).buffer_unordered(AT_ONCE);
    let flaws: Vec<String> = seeds.filter_map(|flaw| async { flaw }).collect().await;
    assert!(flaws.is_empty(), "{} of {}:\n{}", flaws.len(), runs(), flaws.join("\n"));
}
