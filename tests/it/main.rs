//! The integration tests: one binary, so that they link once.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod alibaba;
mod cli;
mod journeys;
mod meta;
mod qr;
mod sandbox_graph;
mod screen;
mod cams_client;
mod sandbox_cams;
mod sandbox_faults;
mod sandbox_graph;
mod sandbox_state;
