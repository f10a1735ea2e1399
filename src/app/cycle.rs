//! Focus and choices that wrap around.

/// The element `step` places after `current` in `all`; after the last comes the first, before the first the last.
/// An element that is not in `all` counts as the first one.
pub(crate) fn cycle<T: Copy + PartialEq>(all: &[T], current: T, step: isize) -> T {
    let at = all.iter().position(|one| *one == current).unwrap_or_default();
    let to = at.checked_add_signed(step).map_or(all.len().saturating_sub(1), |to| to % all.len().max(1));
    all.get(to).copied().unwrap_or(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_wraps_around_at_both_ends() {
        let all = ['a', 'b', 'c'];
        assert_eq!(all.map(|one| cycle(&all, one, 1)), ['b', 'c', 'a']);
        assert_eq!(all.map(|one| cycle(&all, one, -1)), ['c', 'a', 'b']);
        assert_eq!((cycle(&all, 'x', 1), cycle(&[], 'x', 1)), ('b', 'x'));
    }
}
