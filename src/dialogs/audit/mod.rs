//! The audit: which links in files are dead. First the paths, then the search, then the report.

#[cfg(test)]
mod checked_tests;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{Audit, AuditPhase, AuditReport, AuditRow, Checked};
pub(crate) use update::{completed, ended, failed, key, not_recalled, open, progress, recalled, recreated, surveyed};
pub(crate) use view::draw;
