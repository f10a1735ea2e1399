//! Both services on loopback, strict as the real ones.
//!
//! A sandbox is a [`world::World`] behind the two APIs, on one address: `POST /` is CAMS, everything else is
//! Graph. It shares only the model with the app; in particular it checks signatures with code of its own. Requests
//! can be made to go wrong by a fault file, see [`faults`].

mod api;
pub mod cams;
mod clock;
mod connection;
mod counters;
mod endpoints;
pub mod faults;
pub mod graph;
mod landing;
mod ops;
mod origin_check;
mod picture;
mod profiles;
mod running;
mod server;
mod shared;
mod state_file;
mod store;
pub mod world;

pub use api::Api;
pub use clock::Clock;
pub use counters::Counters;
pub use endpoints::{AlibabaEndpoint, Endpoints, MetaEndpoint};
pub use ops::Op;
pub use profiles::{PROFILES, SandboxAccount};
pub use running::{Options, Running, reset, start};
pub use shared::Shared;
