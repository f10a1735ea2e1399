//! Numbers that look random and are the same for the same seed, on every machine and in every release.
//!
//! A generator crate may change its stream between versions; a world made from a seed must not.

/// A stream of numbers (`SplitMix64`).
pub(super) struct Random(u64);

impl Random {
    /// The stream of a seed and a name, so that one part of a world does not shift another.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        let start = name.bytes().fold(mix(seed), |state, byte| mix(state ^ u64::from(byte)));
        Self(start)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `end`; 0 for an `end` of 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// `length` characters out of an ASCII alphabet.
    pub(super) fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).filter_map(|_| alphabet.get(self.below(alphabet.len()))).map(|&byte| char::from(byte)).collect()
    }
}

/// Scrambles a number. Different inputs always give different outputs (each step can be undone), which is what
/// makes the codes of [`super::code`] unique without remembering them.
pub(super) fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
