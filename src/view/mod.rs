//! The screen as a pure function of the state.
