//! A service that is neither of the two, for tests: see `provider/fake.rs`.

use super::{Credential, Field, FieldKind, FormField, Listing, MAIN_SECRET, Rule, Service};

pub(super) static SERVICE: Service = Service {
    word: "fake",
    short_name: "Fake",
    name: "the tests' own service",
    vendor: "Fake",
    update_replaces_code: false,
    reads_single_codes: true,
    groups_by_account: true,
    listing: Listing { page: None, newest_first: false, groups_page: 50, calls_per_second: 10, calls_per_hour: None },
    fields: &[
        Field::new(
            "shop",
            FieldKind::Text(Rule {
                holds: |text| text.chars().all(char::is_lowercase),
                mistake: "is not in lower case",
                hint: "Write it like \"florist\".",
            }),
        )
        .needed(),
        Field::new("where", FieldKind::Address { allows: |_| true }),
        Field::new(MAIN_SECRET, FieldKind::Secret { name: "password", implied: None }).needed(),
        Field::new("pin", FieldKind::Secret { name: "PIN", implied: None }),
    ],
    account: "shop",
    address: "where",
    default_address: "https://fake.example",
    form: &[
        FormField { key: "shop", label: "Shop", hint: "its name" },
        FormField { key: MAIN_SECRET, label: "Password", hint: "" },
        FormField { key: "where", label: "Address", hint: "" },
    ],
    picture_domains: &[],
    is_host: |_| true,
    credential: Credential {
        title: "Password",
        needed: "the password of the shop",
        page: "https://fake.example/passwords",
        how: "Ask the florist.",
        length: None,
    },
    is_token: |_| false,
    token_key: MAIN_SECRET,
    public_ids: &[],
};
