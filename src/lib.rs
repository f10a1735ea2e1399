//! qrdeck shows the phone numbers, message QR codes and group invite links of WhatsApp Business accounts in the
//! terminal, on Meta's Cloud API and on Alibaba Cloud's Chat App Message Service.

pub mod app;
pub mod audit;
pub mod cache;
pub mod child;
pub mod cli;
pub mod config;
pub mod creation;
pub mod deck;
pub mod dialogs;
pub mod export;
pub mod hardening;
pub mod import;
pub mod journal;
pub mod log;
pub mod model;
pub mod panes;
pub mod picture;
pub mod provider;
pub mod qr;
pub mod run;
pub mod sandbox;
pub mod search;
pub mod session;
pub mod sqlite;
pub mod store;
pub mod sync;
pub mod term;
pub mod view;
pub mod watch;
pub mod worker;
