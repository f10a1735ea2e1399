//! The default world: Aurora Coffee, a chain with towns on both services.

use super::phrases::{self, Phrases};
use super::random::Random;
use super::{GroupStatus, Number, World, build};
use crate::sandbox::Api::{self, Alibaba, Meta};

/// A number of the chain.
struct Site {
    service: Api,
    /// Which of the two WhatsApp Business Accounts; not used on CAMS.
    waba: usize,
    name: &'static str,
    display: &'static str,
    quality: &'static str,
    status: &'static str,
    name_status: &'static str,
    tier: &'static str,
    official: bool,
    phrases: &'static Phrases,
    /// Codes besides those of the fixed messages.
    tables: usize,
    /// Groups; the service offers none where this is absent.
    groups: Option<&'static [Circle]>,
}

/// One group of a town.
struct Circle {
    subject: &'static str,
    description: &'static str,
    participants: u32,
    linked: bool,
    status: GroupStatus,
}

const fn circle(subject: &'static str, participants: u32, linked: bool) -> Circle {
    Circle { subject, description: "", participants, linked, status: GroupStatus::Active }
}

/// A town in good standing; the table below says what differs.
const TOWN: Site = Site {
    service: Meta,
    waba: 0,
    name: "",
    display: "",
    quality: "GREEN",
    status: "CONNECTED",
    name_status: "APPROVED",
    tier: "TIER_1K",
    official: false,
    phrases: &phrases::ENGLISH,
    tables: 12,
    groups: None,
};

const ASIA: Site = Site { service: Alibaba, ..TOWN };

/// In the order of their onboarding. Graph lists the newest first, so Berlin, which has everything, is what a
/// newcomer sees first.
const SITES: [Site; 14] = [
    Site {
        name: "Aurora Kawa, Kraków",
        display: "+48 650 000 005",
        quality: "UNKNOWN",
        status: "PENDING",
        name_status: "PENDING_REVIEW",
        tier: "TIER_250",
        phrases: &phrases::POLISH,
        tables: 0,
        ..TOWN
    },
    Site {
        name: "Aurora Café, Madrid",
        display: "+34 640 000 004",
        quality: "RED",
        status: "FLAGGED",
        phrases: &phrases::SPANISH,
        tables: 14,
        ..TOWN
    },
    Site {
        name: "Aurora Café, Paris",
        display: "+33 6 30 00 00 03",
        quality: "YELLOW",
        phrases: &phrases::FRENCH,
        tables: 16,
        ..TOWN
    },
    Site {
        name: "Aurora Coffee, Wien",
        display: "+43 660 2000 0002",
        tier: "TIER_10K",
        official: true,
        phrases: &phrases::GERMAN,
        tables: 8,
        groups: Some(&[circle("Stammgäste Wien", 7, true), circle("Lieferanten", 0, false)]),
        ..TOWN
    },
    Site {
        name: "Aurora Coffee, Berlin",
        display: "+49 151 1000 0001",
        tier: "TIER_100K",
        official: true,
        phrases: &phrases::GERMAN,
        tables: 24,
        groups: Some(&[
            Circle { description: "Shifts, swaps and the espresso machine", ..circle("Baristas Berlin", 6, true) },
            Circle { description: "Beans and prices for cafés", ..circle("Wholesale", 3, false) },
            circle("Latte art ☕🎨", 8, true),
            Circle { status: GroupStatus::Suspended, ..circle("Raffle winners", 5, false) },
        ]),
        ..TOWN
    },
    Site {
        waba: 1,
        name: "Aurora Café, São Paulo",
        display: "+55 11 96000-0006",
        tier: "TIER_100K",
        official: true,
        phrases: &phrases::PORTUGUESE,
        tables: 30,
        groups: Some(&[circle("Equipe Paulista", 8, true), circle("Fornecedores de grãos", 4, true)]),
        ..TOWN
    },
    Site { waba: 1, name: "Aurora Coffee, Brooklyn", display: "+1 718-555-0107", tables: 28, ..TOWN },
    Site {
        name: "Aurora 上海",
        display: "+86 138 0000 0001",
        tier: "TIER_100K",
        official: true,
        phrases: &phrases::CHINESE,
        tables: 32,
        groups: Some(&[
            Circle { description: "排班与换班", ..circle("上海咖啡师", 7, true) },
            circle("批发客户", 5, true),
            circle("新品试饮 🍵", 0, false),
            Circle { status: GroupStatus::Inactive, ..circle("2025 年会", 8, false) },
        ]),
        ..ASIA
    },
    Site {
        name: "Aurora 東京",
        display: "+81 90 2000 0002",
        tier: "TIER_10K",
        phrases: &phrases::JAPANESE,
        tables: 18,
        groups: Some(&[circle("常連さん", 4, true)]),
        ..ASIA
    },
    Site {
        name: "Aurora Coffee, Singapore",
        display: "+65 8300 0003",
        phrases: &phrases::ENGLISH,
        tables: 20,
        groups: Some(&[circle("Merlion run club 🏃", 8, true), circle("Night shift", 2, false)]),
        ..ASIA
    },
    Site {
        name: "أورورا كوفي، دبي",
        display: "+971 50 400 0004",
        quality: "YELLOW",
        phrases: &phrases::ARABIC,
        tables: 15,
        groups: Some(&[circle("فريق دبي", 6, true)]),
        ..ASIA
    },
    Site {
        name: "אורורה קפה, תל אביב", display: "+972 50-500-0005", phrases: &phrases::HEBREW, tables: 9, ..ASIA
    },
    Site {
        name: "Aurora Kopi, Jakarta",
        display: "+62 816 0000 0006",
        quality: "RED",
        status: "RESTRICTED",
        phrases: &phrases::INDONESIAN,
        tables: 11,
        groups: Some(&[]),
        ..ASIA
    },
    Site {
        name: "Aurora Coffee, Bengaluru",
        display: "+91 70000 00007",
        quality: "UNKNOWN",
        name_status: "PENDING_REVIEW",
        tier: "TIER_250",
        phrases: &phrases::HINDI,
        tables: 0,
        ..ASIA
    },
];

impl World {
    /// The world a newcomer sees: a coffee chain with fourteen numbers, some 300 codes, and groups.
    pub fn aurora(seed: u64) -> Self {
        let mut world = Self::empty(seed);
        for (index, site) in SITES.iter().enumerate() {
            add(&mut world, index, site);
        }
        world
    }
}

/// A number of the default world.
fn add(world: &mut World, index: usize, site: &Site) {
    let mut random = Random::new(world.seed, site.display);
    let mut number = Number {
        quality: site.quality.to_owned(),
        status: site.status.to_owned(),
        name_status: site.name_status.to_owned(),
        tier: site.tier.to_owned(),
        official: site.official,
        groups_enabled: site.groups.is_some(),
        ..build::number(world, site.service, index, site.name, site.display, &mut random)
    };
    if site.service == Meta {
        number.waba = build::waba(world, site.waba);
    }
    world.fill(&mut number, site.phrases, site.phrases.messages.len() + site.tables, &mut random);
    // The newest group is listed first on Graph, and the oldest on CAMS.
    let circles = site.groups.unwrap_or_default();
    let newest_first = site.service == Meta;
    for at in 0..circles.len() {
        let circle = &circles[if newest_first { circles.len() - 1 - at } else { at }];
        world.found(&mut number, circle.subject, circle.linked, &mut random);
        if let Some(group) = number.groups.last_mut() {
            circle.description.clone_into(&mut group.description);
            group.status = circle.status;
            group.participants = circle.participants;
        }
    }
    world.numbers.push(number);
}
