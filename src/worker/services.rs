//! What requests are carried out with.

use std::sync::Arc;

use super::search::SearchIndex;
use super::secret_prompter::SecretPrompter;
use crate::config::Paths;
use crate::provider::Connect;
use crate::session::Session;

/// All that a worker needs: without one of these there is no worker, so no request is lost.
#[derive(Debug, Clone)]
pub struct Services {
    /// Finds the provider of a profile: the session, where no test stands in for it.
    pub connect: Arc<dyn Connect>,
    /// The profiles of the run, and the database of this machine.
    pub session: Arc<Session>,
    /// Where the configuration is.
    pub paths: Paths,
    /// Asks the person for secrets, and keeps them.
    pub prompter: Arc<SecretPrompter>,
    /// What searches look through.
    pub index: Arc<SearchIndex>,
}

impl Services {
    /// Those of a session whose configuration is at `paths` and whose secrets are asked for by `prompter`.
    pub fn new(session: Arc<Session>, paths: Paths, prompter: Arc<SecretPrompter>) -> Self {
        let (connect, index) = (Arc::clone(&session) as Arc<dyn Connect>, Arc::default());
        Self { connect, session, paths, prompter, index }
    }
}
