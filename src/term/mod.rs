//! The terminal itself: entering, leaving, and putting it right whatever happens.
