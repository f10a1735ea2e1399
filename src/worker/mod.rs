//! The one async task that does all network work: effects in, events out.
