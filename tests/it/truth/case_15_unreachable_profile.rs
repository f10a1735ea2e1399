//! Case 15: open entries of an unreachable profile delay every change of every other one.

use qrdeck::model::ProviderKind;
use qrdeck::sandbox::Op;
use qrdeck::store::{Before, Change, Intent, Store};
use serde_json::json;

use super::commands::{CommandHarness, configuration};

#[test]
fn a_profile_that_does_not_answer_holds_nobody_up() {
    // A deletion was sent and killed, and then nothing there answers any more.
    let hanging = CommandHarness::open(&json!([
        {"op": "meta.codes.get", "nth": "every", "do": "hang"},
        {"op": "meta.codes.list", "nth": "every", "do": "hang"},
    ]));
    let other = CommandHarness::open(&json!([]));
    let home = &hanging.home;
    let [one, two] = [(&hanging, "old", "oldasia"), (&other, "eu", "asia")].map(|(harness, eu, asia)| {
        configuration(home, &harness.sandbox, eu, asia).replace("~/token", &format!("~/token-{eu}"))
    });
    for (harness, eu) in [(&hanging, "old"), (&other, "eu")] {
        crate::cli::harness::private_file(home, &format!("token-{eu}"), &harness.sandbox.endpoints().meta.token);
    }
    home.configure(&format!("{one}\n{two}"));
    let doomed = hanging.now(ProviderKind::Meta);
    let intent = Intent {
        profile: "old".into(),
        provider: ProviderKind::Meta,
        number: doomed.id.as_str().into(),
        change: Change::Delete(doomed.codes.get(1).unwrap().code.to_string().as_str().into()),
        before: Before::default(),
    };
    let data_dir = home.data();
    std::fs::create_dir_all(&data_dir).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        Store::open(&data_dir, "qrdeck.db").await.unwrap().begin(intent, None).await.unwrap();
    });
    let looks = || {
        let counters = hanging.sandbox.inside().counters();
        counters.requests(Op::MetaGetCode) + counters.requests(Op::MetaListCodes)
    };
    let number = other.now(ProviderKind::Alibaba).id;
    let ran = hanging.run([
        "codes",
        "create",
        "--number",
        &number,
        "--message",
        "Hello",
        "--yes",
        "--profile",
        "old",
        "--profile",
        "asia",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(other.sandbox.inside().counters().effects(Op::CamsCreateCode), 1);
    assert!(looks() <= 1, "who waits for an answer asks again after half a minute");
}
