//! The integration tests: one binary, so that they link once.

mod alibaba;
mod qr;
mod meta;
mod sandbox_graph;
