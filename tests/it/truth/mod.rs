//! What is said of a change, compared with what happened at the service: the numbered cases of changes and services
//! that once ended with an untrue sentence, and relatives of them.
//!
//! `client` is an account with the journal in front of it, as a session puts it together, only faster; `harness` runs the
//! commands. Either has the service in this process, whose record of its effects is the truth. `oracle` compares.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[cfg(unix)]
mod app;
mod case_01_link_reset_by_a_colleague;
mod case_02_deletion_that_lost_its_access;
mod case_03_carried_out_late;
mod case_04_sent_after_a_penalty;
mod case_05_cancelled_in_the_app;
mod case_06_older_code_with_the_same_message;
mod case_07_two_processes_one_message;
mod case_08_result_zero;
mod case_09_unknown_code;
mod case_10_normalised_text;
mod case_11_update_in_place;
mod case_12_long_penalty;
mod case_13_penalty_without_a_wait;
mod case_14_error_on_a_page;
mod case_15_unreachable_profile;
mod case_16_signals;
mod case_17_endless_list;
mod case_18_password_in_an_address;
mod case_19_checking_in_the_connect_form;
mod case_20_throttled_and_carried_out;
mod client;
mod commands;
mod imports;
mod interleavings;
mod oracle;
mod relatives;
