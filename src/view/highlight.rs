//! What a search has matched in a text on screen.

use ratatui::style::Style;
use ratatui::text::Span;

use super::Screen;
use crate::search::{Field, Query};

impl Screen<'_> {
    /// A text with what matches set off. `is_similar`: whether only something similar has to be there.
    pub(crate) fn highlighted(
        self,
        query: &Query,
        shown: &str,
        field: Field,
        is_similar: bool,
        base: Style,
    ) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        let mut from = 0;
        for range in query.highlights(shown, field, is_similar) {
            let (Some(before), Some(matching)) = (shown.get(from..range.start), shown.get(range.clone())) else {
                continue;
            };
            spans.push(Span::styled(before.to_owned(), base));
            spans.push(Span::styled(matching.to_owned(), base.patch(self.theme.accent).patch(self.theme.strong)));
            from = range.end;
        }
        spans.push(Span::styled(shown.get(from..).unwrap_or_default().to_owned(), base));
        spans
    }
}
