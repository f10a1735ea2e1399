//! Changes that could be taken for each other.

use super::*;

#[tokio::test(start_paused = true)]
async fn while_a_creation_is_open_another_of_the_same_message_has_to_be_meant() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        harness.fake.fault("create", Fault::Late(Duration::from_secs(30)));
        harness.change("create").await.unwrap_err();
        let error = harness.change("create").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::StillOpen, "{kind}");
        assert!(error.message.contains("Nothing was sent"), "{error}");
        assert_eq!(harness.fake.world().calls("create"), 1);

        let another = Call { despite_open: true, ..Call::default() };
        let second = harness.account.create(&another, &"1".into(), &draft("new")).await.unwrap();
        tokio::time::sleep(Duration::from_secs(30)).await;
        let told = harness.settle().await;
        assert_eq!(told[0].outcome, Some(Outcome::Done));
        let made: std::collections::HashSet<_> =
            harness.entries().await.into_iter().filter_map(|entry| entry.made).map(|made| made.id).collect();
        assert_eq!(made.len(), 2, "{kind}: each has a code of its own: {made:?}");
        assert!(made.contains(second.code.as_str()));

        // An open one whose code has come in the meantime is told by the next one like it.
        harness.fake.fault("create", Fault::Late(Duration::from_secs(30)));
        harness.change("create").await.unwrap_err();
        tokio::time::sleep(Duration::from_secs(30)).await;
        let error = harness.change("create").await.unwrap_err();
        assert!(error.message.contains("was carried out: https://wa.me/message/NEW3"), "{error}");
        assert_eq!(harness.fake.world().calls("create"), 3);
    }
}

/// Two qrdecks, one message, one effect: one success at most.
#[tokio::test(start_paused = true)]
async fn one_code_is_claimed_by_one_creation() {
    for kind in KINDS {
        let first = JournalHarness::new(kind);
        let second = Journaling::new(first.fake.clone(), "q".into(), journal(&first.dir));
        first.fake.fault("create", Fault::LoseBefore);
        first.fake.fault("create", Fault::LoseAfter);
        let number = NumberId::new("1");
        let (call, message) = (Call { despite_open: true, ..Call::default() }, draft("new"));
        let (one, two) =
            tokio::join!(first.account.create(&call, &number, &message), second.create(&call, &number, &message));
        let codes: Vec<_> = [&one, &two].into_iter().filter_map(|made| made.as_ref().ok()).collect();
        assert_eq!(codes.len(), 1, "{kind}: {one:?} {two:?}");
        let unknown = [&one, &two].into_iter().find_map(|made| made.as_ref().err()).unwrap();
        assert_eq!(unknown.kind, ErrorKind::OutcomeUnknown);
        assert_eq!(first.fake.world().effects, ["create"]);
    }
}

#[tokio::test(start_paused = true)]
async fn creating_many_loses_none_and_makes_none_twice() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        harness.fake.world().page = (kind == ProviderKind::Meta).then_some(25);
        for nth in 1..=50 {
            if nth % 3 == 0 { harness.fake.fault("create", Fault::LoseAfter) } else { harness.fake.pass("create") }
        }
        let creations = (0..50).map(|nth| {
            let account = &harness.account;
            async move {
                account.create(&Call::default(), &"1".into(), &draft(&format!("Table {}", nth / 2))).await.unwrap().code
            }
        });
        let made: std::collections::HashSet<_> = futures_util::future::join_all(creations).await.into_iter().collect();
        assert_eq!(made.len(), 50, "each creation has a code of its own");
        assert_eq!(harness.fake.world().codes.len(), 52);
        assert_eq!(harness.fake.world().calls("create"), 50);
    }
}

/// A reset or a removal that still comes would kill the link that the next reset makes.
#[tokio::test(start_paused = true)]
async fn while_a_change_of_a_link_is_open_another_has_to_be_meant() {
    for (open, next, held) in [
        ("reset_link", "reset_link", true),
        ("reset_link", "remove_link", true),
        ("remove_link", "reset_link", true),
        ("remove_link", "remove_link", false),
    ] {
        let harness = JournalHarness::new(ProviderKind::Meta);
        harness.fake.fault(open, Fault::Late(Duration::from_hours(1)));
        harness.change(open).await.unwrap_err();
        let outcome = harness.change(next).await;
        assert_eq!(
            outcome.as_ref().err().map(|error| error.kind),
            held.then_some(ErrorKind::StillOpen),
            "{open} {next}"
        );
        assert_eq!(harness.fake.world().effects.len(), usize::from(!held));
    }
}

/// A deletion that was killed, and another one of the same code that was answered: the code was deleted once.
#[tokio::test(start_paused = true)]
async fn two_deletions_of_a_code_are_one() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        harness.killed("delete", Fault::Hang).await;
        harness.change("delete").await.unwrap();
        let told = harness.settle().await;
        assert_eq!(told[0].outcome, Some(Outcome::Failed), "{kind}: {}", told[0].sentence);
        let done = harness.entries().await.into_iter().filter(|entry| entry.outcome == Some(Outcome::Done)).count();
        assert_eq!(done, 1);
    }
}
