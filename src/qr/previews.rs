//! The QR codes of what was looked at lately, and of what may be looked at next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::Preview;

/// So many are kept. Each takes about a kilobyte.
const KEPT: usize = 64;

/// Previews by their texts, the last one that was asked for in front. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Previews(Arc<Mutex<VecDeque<Arc<Preview>>>>);

impl Previews {
    /// The preview of a text.
    pub fn of(&self, text: &str) -> Arc<Preview> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().position(|preview| preview.text() == text).and_then(|at| kept.remove(at));
        let preview = known.unwrap_or_else(|| Arc::new(Preview::of(text)));
        kept.push_front(Arc::clone(&preview));
        kept.truncate(KEPT);
        preview
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_lately_is_kept() {
        let previews = Previews::default();
        let first = previews.of("first");
        assert!(Arc::ptr_eq(&first, &previews.clone().of("first")));
        for at in 0..KEPT - 1 {
            previews.of(&at.to_string());
        }
        assert!(Arc::ptr_eq(&first, &previews.of("first")));
        for at in 0..KEPT {
            previews.of(&at.to_string());
        }
        assert!(!Arc::ptr_eq(&first, &previews.of("first")));
    }
}
