//! The app in a terminal, at a service in this process.

use crate::pty::terminal::Terminal;

use super::shop::{Shop, configuration};
use qrdeck::model::ProviderKind;
use serde_json::Value;

/// Room for all lists.
const SIZE: (u16, u16) = (140, 44);

/// A shop with one of its profiles alone, so that its number is the one that is shown.
pub(super) fn shop(kind: ProviderKind, plan: &Value) -> Shop {
    let shop = Shop::open(plan);
    let all = configuration(&shop.home, &shop.sandbox, "eu", "asia");
    let name = format!("name = \"{}\"", super::shop::profile(kind));
    let one = all.split("[[profile]]\n").find(|one| one.contains(&name)).unwrap();
    shop.home.configure(&format!("[[profile]]\n{one}"));
    shop
}

/// The app, once its codes are there.
pub(super) fn open(shop: &Shop) -> Terminal {
    let mut terminal = Terminal::at(shop.home.path(), SIZE);
    terminal.see("wa.me/message/");
    terminal
}

/// Leaves it.
pub(super) fn leave(mut terminal: Terminal) {
    terminal.kill();
}
