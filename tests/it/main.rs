//! The integration tests: one binary, so that they link once.

mod alibaba;
mod journeys;
mod cli;
mod meta;
mod qr;
mod sandbox_graph;
mod screen;
