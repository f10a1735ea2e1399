//! The integration tests: one binary, so that they link once.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod alibaba;
mod audit;
mod cams_client;
mod circles;
mod cli;
mod contract;
mod deck;
mod export;
mod journeys;
mod kill;
mod meta;
mod picture;
mod pictures;
mod providers;
mod pty;
mod qr;
mod random;
mod raw_keys;
mod readme;
mod rooms;
mod sandbox_cams;
mod sandbox_faults;
mod sandbox_graph;
mod sandbox_state;
mod sandbox_trouble;
mod scan;
mod screen;
mod services;
mod truth;
