//! The question an answer belongs to.

use crate::provider::http::Intent;

/// Which operation was called, and whether it changes anything.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub action: &'static str,
    pub intent: Intent,
}
