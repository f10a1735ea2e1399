//! The app without a terminal and without a network: state, messages, effects, and `update` between them.

pub mod effect;
