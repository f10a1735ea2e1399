//! What people do, key by key: the real loop, worker, providers and sandbox; only the terminal is a buffer.

mod accounts;
mod audit;
mod browse;
mod change;
mod destroy;
mod import;
mod script;
mod search;
