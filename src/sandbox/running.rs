//! Starting and stopping a sandbox.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::faults::Plan;
use super::state_file::StateFile;
use super::store::Store;
use super::world::{Size, World};
use super::{Endpoints, Shared, server};
use crate::model::{Error, ErrorKind, Result};

/// What a sandbox is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The address; only loopback is accepted, port 0 takes a free one.
    pub listen: SocketAddr,
    /// Numbers in each service. The default world is made where neither this nor `codes` nor `groups` is given.
    pub numbers: Option<usize>,
    /// Codes of each number.
    pub codes: Option<usize>,
    /// Groups of each number.
    pub groups: Option<usize>,
    /// The same seed creates the same world, credentials included.
    pub seed: u64,
    /// Where the world is kept, and shared with other processes; in memory where absent. An existing file wins
    /// over the numbers and the seed above.
    pub state: Option<PathBuf>,
    /// Whether the state file is the world that the app and the commands use, which has a journal and labels.
    pub embedded: bool,
    /// A fault file, see [`super::faults`].
    pub faults: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            numbers: None,
            codes: None,
            groups: None,
            seed: 1,
            state: None,
            embedded: false,
            faults: None,
        }
    }
}

impl Options {
    /// What kind of world is asked for; the default one where nothing is said of its size.
    fn size(&self) -> Option<Size> {
        let Self { numbers, codes, groups, .. } = *self;
        (numbers.is_some() || codes.is_some() || groups.is_some()).then(|| Size::new(numbers, codes, groups))
    }

    /// Whether such a sandbox can be: the part that needs no look at the machine.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for an address that is not loopback, and for a size over the limits.
    pub fn check(&self) -> Result<()> {
        if !self.listen.ip().is_loopback() {
            return Err(Error::config(format!("{} is not a loopback address.", self.listen))
                .advise("The sandbox listens on loopback only: use 127.0.0.1 or [::1]."));
        }
        self.size().map_or(Ok(()), Size::check)
    }

    fn make_world(&self) -> Result<World> {
        match self.size() {
            None => Ok(World::aurora(self.seed)),
            Some(size) => World::generate(self.seed, size),
        }
    }
}

/// A sandbox that serves until it is stopped or dropped.
pub struct Running {
    endpoints: Endpoints,
    shared: Arc<Shared>,
    serving: tokio::task::JoinHandle<()>,
    stop: DropGuard,
}

impl Running {
    /// How to reach it.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// The sandbox from inside, for tests.
    pub fn inside(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Stops serving: open connections are closed, hanging requests included.
    pub async fn stop(self) {
        drop(self.stop);
        // A task that was cancelled with its runtime has stopped too.
        let _ = self.serving.await;
    }
}

/// Starts a sandbox.
///
/// # Errors
/// [`ErrorKind::Config`] for an address that is not loopback or is taken, a world that is too large, a fault file or
/// a state file that cannot be used.
pub async fn start(options: Options) -> Result<Running> {
    options.check()?;
    let plan = options.faults.as_deref().map(Plan::read).transpose()?.unwrap_or_default();
    let listen = options.listen;
    // Making or loading a large world takes a second or two.
    let store = tokio::task::spawn_blocking(move || match &options.state {
        None => options.make_world().map(Store::in_memory),
        Some(path) => Store::in_file(StateFile::new(path, options.embedded), || options.make_world()),
    })
    .await
    .map_err(|error| Error::new(ErrorKind::Internal, format!("The sandbox did not start: {error}.")))??;
    let cannot_listen = |error: std::io::Error| {
        Error::config(format!("The sandbox cannot listen on {listen}: {error}."))
            .advise("Use another port, or 0 for a free one.")
    };
    let listener = TcpListener::bind(listen).await.map_err(cannot_listen)?;
    let base = format!("http://{}", listener.local_addr().map_err(cannot_listen)?);
    let endpoints = {
        let base = base.clone();
        store.read(move |world| Endpoints::new(&base, world)).await?
    };
    let shared = Arc::new(Shared::new(base, plan, store));
    let stop = CancellationToken::new();
    let serving = tokio::spawn(server::serve(listener, Arc::clone(&shared), stop.clone()));
    Ok(Running { endpoints, shared, serving, stop: stop.drop_guard() })
}

/// Removes the world of a state file: the next start makes a new one. Returns whether there was a world.
///
/// # Errors
/// [`ErrorKind::Config`] where the file cannot be removed.
pub fn reset(state: &Path) -> Result<bool> {
    StateFile::new(state, false).remove()
}
