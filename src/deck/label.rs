//! Labels, which three parties can change: the file, this machine, and another machine that shares the file.

use super::base::{LabelMark, Mark};
use crate::store::Label;

/// What becomes of the labels of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LabelVerdict {
    /// File and machine say the same; the mark of it.
    Same(LabelMark),
    /// The machine takes what the file says. `at`: when that was set, where it was on another machine.
    ToMachine { at: Option<i64> },
    /// The file takes what the machine says.
    ToFile(LabelMark),
    /// Both have changed.
    Both(LabelMark),
}

/// Compares what the file says, what it said when both last agreed, and what this machine says. A machine that says
/// nothing is one that has never known, and takes nothing away from the file.
pub(super) fn compare(file: &Label, base: &LabelMark, machine: Option<&Label>) -> LabelVerdict {
    let nothing = Label::default();
    let machine = machine.unwrap_or(&nothing);
    let (in_file, here) = (Mark::of_label(file), Mark::of_label(machine));
    let mark = LabelMark { mark: here.clone(), at: machine.updated };
    // What was set before the file was last in step comes from another time.
    let outdated = base.at > 0 && machine.updated <= base.at;
    if in_file == here {
        let at = if in_file.is_none() { base.at } else { machine.updated };
        return LabelVerdict::Same(if in_file == base.mark { base.clone() } else { LabelMark { mark: in_file, at } });
    }
    if in_file == base.mark {
        return if here.is_none() || outdated {
            LabelVerdict::ToMachine { at: (base.at > 0).then_some(base.at) }
        } else {
            LabelVerdict::ToFile(mark)
        };
    }
    if here == base.mark || here.is_none() || outdated {
        return LabelVerdict::ToMachine { at: None };
    }
    LabelVerdict::Both(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str, updated: i64) -> Label {
        Label { label: text.to_owned(), updated, ..Label::default() }
    }

    fn base(text: &str, at: i64) -> LabelMark {
        LabelMark { mark: Mark::of_label(&label(text, 0)), at }
    }

    #[test]
    fn who_has_changed_last_is_followed() {
        use LabelVerdict::{Both, Same, ToFile, ToMachine};
        let never = LabelMark::default();
        let here = |text: &str, at| base(text, at);
        // In the file, when both agreed, on this machine.
        let cases = [
            (("", 0), never.clone(), None, Same(never.clone())),
            (("a", 0), base("a", 5), Some(("a", 5)), Same(base("a", 5))),
            (("a", 0), never.clone(), Some(("a", 7)), Same(base("a", 7))),
            // Written by hand, or on a machine that has never known it.
            (("a", 0), never.clone(), None, ToMachine { at: None }),
            (("a", 0), base("a", 5), None, ToMachine { at: Some(5) }),
            // Changed in the file, or taken out of it.
            (("b", 0), base("a", 5), Some(("a", 5)), ToMachine { at: None }),
            (("", 0), base("a", 5), Some(("a", 5)), ToMachine { at: None }),
            // Changed here since.
            (("a", 0), base("a", 5), Some(("b", 6)), ToFile(here("b", 6))),
            (("", 0), never.clone(), Some(("b", 6)), ToFile(here("b", 6))),
            // Changed on another machine, with which this one has not kept up.
            (("b", 0), base("b", 5), Some(("a", 3)), ToMachine { at: Some(5) }),
            (("", 0), base("", 5), Some(("a", 3)), ToMachine { at: Some(5) }),
            // Changed in the file and here.
            (("c", 0), base("a", 5), Some(("b", 6)), Both(here("b", 6))),
            (("c", 0), never, Some(("b", 6)), Both(here("b", 6))),
        ];
        for ((file, at), base, machine, wanted) in cases {
            let machine = machine.map(|(text, at)| label(text, at));
            assert_eq!(compare(&label(file, at), &base, machine.as_ref()), wanted, "{file} {base:?} {machine:?}");
        }
    }
}
