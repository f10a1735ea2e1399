//! Meta's WhatsApp Cloud API (Graph).

use super::{AddOption, Credential, Field, FieldKind, FormField, Listing, MAIN_SECRET, Rule, Service};

pub(super) static SERVICE: Service = Service {
    word: "meta",
    short_name: "Meta",
    name: "Meta's WhatsApp Cloud API",
    vendor: "Meta",
    // Code and link survive.
    update_replaces_code: false,
    reads_single_codes: true,
    // Numbers that are official business accounts have them.
    groups_by_account: false,
    // 25 is the default and the most; documented: newest first. 5,000 calls an hour for each app and active account.
    listing: Listing {
        page: Some(25),
        newest_first: true,
        groups_page: 500,
        calls_per_second: 5,
        calls_per_hour: Some(5000),
    },
    fields: &[
        Field::new(
            "waba_ids",
            FieldKind::Texts(Rule {
                holds: |id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()),
                mistake: "holds an id that is not all digits",
                hint: "WhatsApp Manager shows it as the account ID.",
            }),
        )
        .option(
            AddOption::new("waba-id", "ID", "a WhatsApp Business Account; without it those of the token are found")
                .alias("waba-ids"),
        ),
        Field::new(
            "api_version",
            FieldKind::Text(Rule {
                holds: is_version,
                mistake: "is not a version of Graph",
                hint: "Write it like \"v23.0\".",
            }),
        )
        .option(AddOption::new("api-version", "VERSION", "the version of Graph, such as v23.0")),
        Field::new("base_url", FieldKind::Address { allows: |path| !path.split('/').any(is_version) })
            .option(AddOption::new("base-url", "URL", "where Graph is")),
        Field::new(MAIN_SECRET, FieldKind::Secret { name: "access token", implied: None }).needed(),
        Field::new("app_secret", FieldKind::Secret { name: "app secret", implied: None }).option(AddOption::new(
            "app-secret",
            "WHERE",
            "where the app secret is, for apps with \"Require App Secret\"",
        )),
        Field::new("appsecret_proof", FieldKind::Choice { words: &["plain", "timed"], needs: "app_secret" }),
    ],
    account: "waba_ids",
    address: "base_url",
    default_address: "https://graph.facebook.com",
    form: &[
        FormField { key: MAIN_SECRET, label: "Token", hint: "of a system user: EAA…" },
        FormField { key: "waba_ids", label: "Account", hint: "WhatsApp Business Account; found when left empty" },
        FormField { key: "base_url", label: "Address", hint: "left empty: the service's own" },
    ],
    // `qr_image_url` in Meta's reference is at `scontent-….xx.fbcdn.net`, Graph's CDN; the others are Meta's own.
    picture_domains: &["fbcdn.net", "facebook.com", "whatsapp.net", "whatsapp.com"],
    is_host: |host| !host.ends_with("facebook.com") || host.starts_with("graph"),
    // The page "System users" of Meta's business settings, where its "Access tokens guide" has tokens generated; the
    // permissions are those of the operations.
    credential: Credential {
        title: "Token",
        needed: "the access token of a system user",
        page: "https://business.facebook.com/settings/system-users",
        how: "Add a system user, assign it the WhatsApp accounts, and generate a token with \
              whatsapp_business_management (numbers and codes) and whatsapp_business_messaging (groups).",
        length: None,
    },
    is_token: |run| {
        run.starts_with("EAA")
            && run.len() >= 8
            && (run.len() >= 24 || run.bytes().any(|byte| byte.is_ascii_lowercase()))
    },
    token_key: MAIN_SECRET,
    public_ids: &[],
};

/// Whether a text is a version of Graph: `v23.0`.
fn is_version(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix('v').and_then(|rest| rest.split_once('.')).is_some_and(|(a, b)| digits(a) && digits(b))
}
