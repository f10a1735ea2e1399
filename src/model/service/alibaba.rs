//! Alibaba Cloud's Chat App Message Service (CAMS).

use super::{AddOption, Credential, Field, FieldKind, FormField, Implied, Listing, MAIN_SECRET, PublicId, Service};

/// What an id is whose place a secret has taken.
const HALF: &str = "The id is the public half (LTAI…).";

pub(super) static SERVICE: Service = Service {
    word: "alibaba",
    short_name: "CAMS",
    name: "Alibaba Cloud CAMS",
    vendor: "Alibaba Cloud",
    // Documented of `UpdatePhoneMessageQrdl`.
    update_replaces_code: true,
    // There is no operation for that.
    reads_single_codes: false,
    // A closed beta with a list of accounts.
    groups_by_account: true,
    // `ListPhoneMessageQrdl` has no pages; five calls a second to each Qrdl operation.
    listing: Listing { page: None, newest_first: false, groups_page: 20, calls_per_second: 5, calls_per_hour: None },
    fields: &[
        Field::new("access_key_id", FieldKind::Id { half: HALF })
            .needed()
            .variable("ALIBABA_CLOUD_ACCESS_KEY_ID")
            .option(
                AddOption::new("access-key-id", "ID", "the public half of the AccessKey")
                    .question("AccessKey id, LTAI…:"),
            ),
        Field::new("cust_space_id", FieldKind::Id { half: HALF }).option(
            AddOption::new("cust-space-id", "ID", "the space of the customer, cams-…; groups need it")
                .question("Space id, cams-… (groups need it; Enter for none):"),
        ),
        Field::new("endpoint", FieldKind::Address { allows: |path| path == "/" }).option(AddOption::new(
            "endpoint",
            "URL",
            "where CAMS is",
        )),
        Field::new(MAIN_SECRET, FieldKind::Secret { name: "AccessKey secret", implied: None })
            .needed()
            .variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
        Field::new(
            "security_token",
            FieldKind::Secret {
                name: "security token (STS)",
                implied: Some(Implied { by: "access_key_id", prefix: "STS.", suffix: ".sts" }),
            },
        )
        .variable("ALIBABA_CLOUD_SECURITY_TOKEN")
        .option(AddOption::new("security-token", "WHERE", "where the STS token is, for temporary credentials")),
    ],
    account: "access_key_id",
    address: "endpoint",
    // The only public region of its endpoint.
    default_address: "https://cams.ap-southeast-1.aliyuncs.com",
    form: &[
        FormField { key: "access_key_id", label: "AccessKey", hint: "LTAI5t…" },
        FormField { key: MAIN_SECRET, label: "Secret", hint: "the AccessKey secret" },
        FormField { key: "cust_space_id", label: "Space", hint: "cams-…; groups need it" },
        FormField { key: "endpoint", label: "Address", hint: "left empty: the service's own" },
    ],
    // Alibaba Cloud's object storage, which CAMS links to.
    picture_domains: &["aliyuncs.com"],
    is_host: |host| !host.ends_with(".aliyuncs.com") || host.starts_with("cams"),
    // The page "Users" of the RAM console for accounts of alibabacloud.com, as Alibaba Cloud's "Create a RAM user" names it; the
    // permission is the one that CAMS refuses by (`Ram.PermissionDeny`).
    credential: Credential {
        title: "AccessKey",
        needed: "the AccessKey of a RAM user: id and secret",
        page: "https://ram.console.alibabacloud.com/users",
        how: "Create a RAM user with programmatic access, allow it cams:* on the resources you use, and create an \
              AccessKey. Its secret is shown only once.",
        length: Some(30),
    },
    // STS tokens; AccessKey secrets are 30 letters and digits, as many secrets are.
    is_token: |run| run.starts_with("CAIS") && run.len() >= 24,
    token_key: "security_token",
    public_ids: &[
        PublicId { begins: "LTAI", key: "access_key_id", name: "the id of an AccessKey" },
        PublicId { begins: "STS.", key: "access_key_id", name: "the id of a temporary AccessKey" },
        PublicId { begins: "TMP.", key: "access_key_id", name: "the id of a temporary AccessKey" },
        PublicId { begins: "cams-", key: "cust_space_id", name: "the id of a space" },
    ],
};
