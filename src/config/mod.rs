//! The configuration file, the directories, and where secrets come from.
