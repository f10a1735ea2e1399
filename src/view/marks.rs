//! That codes are marked, and where: what acts on marks acts on all of them, those that are not on screen included.

use super::{Screen, text};

impl Screen<'_> {
    /// How many codes are marked and how many of them are not of the selected number, in the longest words that fit into
    /// `columns`. Empty where nothing is marked; what is marked elsewhere is never left out.
    pub(crate) fn marked(self, columns: u16) -> String {
        let marked = &self.state.marked;
        let all = marked.count();
        if all == 0 {
            return String::new();
        }
        let number = self.state.number().map(|row| &row.key);
        let here = number.map_or(0, |number| marked.count_of(number));
        let (elsewhere, others) = (all - here, marked.numbers().filter(|key| Some(*key) != number).count());
        let numbers = if others == 1 { "another number".to_owned() } else { format!("{others} other numbers") };
        let words = match (here, elsewhere) {
            (_, 0) => return format!("{all} marked"),
            (0, _) => {
                [format!("{all} marked on {numbers}"), format!("{all} marked elsewhere"), format!("0+{all} marked")]
            }
            _ => [
                format!("{all} marked, {elsewhere} of them on {numbers}"),
                format!("{all} marked, {elsewhere} elsewhere"),
                format!("{here}+{elsewhere} marked"),
            ],
        };
        let [long, short, shortest] = words;
        [long, short].into_iter().find(|words| text::width(words) <= columns).unwrap_or(shortest)
    }
}
