//! The commands: one file each, tables for people and JSON for programs.
