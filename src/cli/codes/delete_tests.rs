//! What the command deletes, whatever it is given and whatever the service does.

use std::collections::HashSet;
use std::io::{self, BufRead, Cursor};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::cli::output::Output;
use crate::cli::stop::Stop;
use crate::config::Paths;
use crate::model::{Error, ErrorKind, PhoneNumber, Profile, ProviderKind, World};
use crate::provider::Provider;
use crate::provider::fake::{Fake, Fault, code};
use crate::session::Session;

/// Codes of the number.
const CODES: usize = 12;

fn name(at: usize) -> String {
    format!("CODE{at:02}")
}

fn number() -> PhoneNumber {
    let (display, name) = ("+49 1".to_owned(), "Berlin".to_owned());
    PhoneNumber { id: "1".into(), display, name, quality: None, status: None, official: None }
}

fn fault() -> impl Strategy<Value = Option<Fault>> {
    let down = || Fault::Fail(Error::new(ErrorKind::Permission, "No."));
    prop_oneof![4 => Just(None), 1 => Just(Some(down())), 1 => Just(Some(Fault::LoseAfter)), 1 => Just(Some(Fault::LoseBefore))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing goes that was not named; nothing at all where one of the names is unknown, or where the person does
    /// not type the number of codes.
    #[test]
    fn nothing_is_deleted_that_was_not_confirmed(
        named in prop::collection::vec(0..CODES + 2, 1..10),
        faults in prop::collection::vec(fault(), 0..8),
        yes: bool,
        typed in "[0-9]{1,2}",
        cams: bool,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let kind = if cams { ProviderKind::Alibaba } else { ProviderKind::Meta };
            let fake = Arc::new(Fake::new(kind));
            fake.world().numbers = vec![number()];
            fake.world().codes = (0..CODES).map(|at| code(&name(at), "tea")).collect();
            for fault in faults {
                match fault {
                    Some(fault) => fake.fault("delete", fault),
                    None => fake.pass("delete"),
                }
            }
            let dir = tempfile::tempdir().unwrap();
            let paths = Paths {
                config_file: dir.path().join("config.toml"),
                config_named: false,
                data_dir: dir.path().join("data"),
            };
            let profile = Profile { name: "p".into(), provider: kind, world: World::Live, read_only: false };
            let session = Session::of([(profile, fake.clone() as Arc<dyn Provider>)], paths);
            let context = Context::new(session, Stop::default(), true);
            let person: Box<dyn BufRead + Send> = Box::new(Cursor::new(format!("{typed}\n")));
            let mut console = Console::new(Box::new(io::sink()), Box::new(io::sink()), Some(person), Output::Json);
            let codes: Vec<_> = named.iter().map(|at| name(*at)).collect();
            let command = Delete { codes: codes.clone(), number: NumberOption::default(), yes };
            // What goes wrong is told, which is not what this is about.
            let _ = command.run(&context, &mut console).await;

            let wanted: HashSet<_> = codes.into_iter().collect();
            let there: HashSet<_> = fake.world().codes.iter().map(|code| code.code.to_string()).collect();
            let gone: HashSet<_> = (0..CODES).map(name).filter(|code| !there.contains(code)).collect();
            assert!(gone.is_subset(&wanted), "{gone:?} of {wanted:?}");
            let count = wanted.len().to_string();
            let one = wanted.iter().next().map(|code| last_four(code)).unwrap_or_default();
            let confirmed = yes || if wanted.len() == 1 { typed == one } else { typed == count };
            if named.iter().any(|at| *at >= CODES) || !confirmed {
                assert_eq!((gone.len(), fake.world().calls("delete")), (0, 0));
            }
            assert!(fake.world().calls("delete") <= wanted.len(), "each at most once");
        });
    }
}
