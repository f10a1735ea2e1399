//! What it costs to find something among a million codes: `cargo bench --bench search`.
//!
//! Prints a table: for words and for what is similar to them the time to the first results and to all of them, the
//! processor's time, and the memory.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use qrdeck::model::{CodeId, CodeList, NumberId, NumberKey, PhoneNumber, ProfileName, QrCode};
use qrdeck::search::{Found, Index, LabelText, Marks, Query, Search, Segment, Source};

const NUMBERS: usize = 500;
const CODES: usize = 2_000;
const LIMIT: usize = 1_000;
/// How often each search is repeated.
const ROUNDS: usize = 40;

const WORDS: [&str; 14] = [
    "e",
    "ti",
    "tisch",
    "table 12",
    "mochte bestellen",
    "reservierung fruhling",
    "\"book a table\"",
    "wien",
    "aurora",
    "7hg1",
    "菜单",
    "столик",
    "is:duplicate number:wien",
    "table -menu is:unlabelled",
];
const SIMILAR: [&str; 8] =
    ["reservatoin", "resrvation", "rsvtn", "btbl", "tihsc", "cofee wholsale", "mocthe bestelen", "xqzw"];

/// Templates: `{}` is a number, `@` an article, `%` a place.
const TEMPLATES: [&str; 24] = [
    "Tisch {}: ich möchte @ bestellen",
    "Ich möchte für % einen Tisch reservieren ({})",
    "Habt ihr heute @? Plakat {} am %",
    "Gewinnspiel Frühling: ich bin dabei! 🌷 {}",
    "Reservierung\nName:\nTag und Uhrzeit:\nPersonen: {}",
    "Show me today's menu, please ({})",
    "I'd like to book a table for {} at %",
    "Wholesale beans: please send me price list {}",
    "I saw your poster at % – is @ still on? {}",
    "Table {}: we are ready to order @",
    "Bonjour ! Je voudrais réserver une table pour {} à %",
    "J’ai vu votre affiche à % 🚇, avez-vous @ ? {}",
    "Mesa {}: queremos pedir @, por favor",
    "Vi el cartel en %. ¿Tenéis @? ({})",
    "Mesa {}: quero fazer um pedido de @",
    "Vi o cartaz de vocês no metrô de %: promoção {}",
    "Stolik {}: chcę zamówić @",
    "Widziałem wasz plakat na dworcu %, proszę {}",
    "Столик {}: хочу заказать @",
    "Увидел ваш плакат в %, пришлите меню {}",
    "你好，请发我今天的菜单 {}",
    "{}号桌点餐: @",
    "テーブル{}です。@をお願いします",
    "مرحبا، أريد حجز طاولة رقم {}",
];
const ARTICLES: [&str; 12] = [
    "Franzbrötchen",
    "a flat white",
    "oat milk",
    "pão de queijo",
    "cold brew",
    "café crème",
    "Käsekuchen",
    "pierogi",
    "a reservation",
    "the spring raffle",
    "燕麦奶",
    "coffee",
];
const PLACES: [&str; 12] = [
    "Wien",
    "Hauptbahnhof",
    "Gran Vía",
    "Lisboa",
    "Kraków",
    "the station",
    "Châtelet",
    "Zürich",
    "Москва",
    "São Paulo",
    "Köln",
    "Haustürenmarkt",
];

/// Numbers that look random and are the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap_or(1)).unwrap_or_default()
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }
}

fn code(random: &mut Random) -> QrCode {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let letter = |random: &mut Random| LETTERS.get(random.below(LETTERS.len())).map_or('A', |byte| char::from(*byte));
    let code: String = (0..14).map(|_| letter(random)).collect();
    let message = random.pick(&TEMPLATES).replace('@', random.pick(&ARTICLES)).replace('%', random.pick(&PLACES));
    QrCode {
        link: format!("https://wa.me/message/{code}"),
        code: CodeId::new(code),
        message: message.replace("{}", &random.below(2_000).to_string()),
        image_url: None,
        created: None,
    }
}

fn lists(random: &mut Random) -> Vec<(NumberKey, PhoneNumber, Arc<CodeList>)> {
    let number = |at: usize, random: &mut Random| {
        let id = NumberId::new(format!("10{at:08}"));
        let key = NumberKey { profile: ProfileName::new(format!("shop-{}", at % 5)), number: id.clone() };
        let name = format!("Aurora Coffee, {} {at}", random.pick(&PLACES));
        let display = format!("+49 151 {:04} {at:04}", random.below(10_000));
        let phone = PhoneNumber { id, display, name, quality: None, status: None, official: None };
        let codes: Vec<_> = (0..CODES).map(|_| code(random)).collect();
        (key, phone, Arc::new(CodeList::new(&codes)))
    };
    (0..NUMBERS).map(|at| number(at, random)).collect()
}

/// Every tenth code has a label.
fn label(code: Option<&str>) -> Option<LabelText<'static>> {
    let labelled = code.is_some_and(|code| code.ends_with(['A', 'B', 'C']));
    labelled.then_some(LabelText { label: "window poster", tags: &[], note: "" })
}

fn segment((key, phone, codes): &(NumberKey, PhoneNumber, Arc<CodeList>)) -> Segment {
    let groups = Arc::from([]);
    Segment::new(Source { number: key, phone: Some(phone), codes, retired: &[], groups: &groups }, label)
}

/// What repeated searches took.
struct Times {
    first: Vec<Duration>,
    whole: Vec<Duration>,
    processor: Duration,
    found: Found,
}

fn measure(index: &Index, marks: &Marks, text: &str) -> Times {
    let mut times = Times { first: Vec::new(), whole: Vec::new(), processor: Duration::ZERO, found: Found::default() };
    let before = processor();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut first = None;
        let query = Query::parse(text);
        let never = AtomicBool::new(false);
        let search = Search { index, query: &query, marks, limit: LIMIT, cancelled: &never };
        let found = search.run(|_| first = first.or(Some(start.elapsed())));
        times.whole.push(start.elapsed());
        times.first.push(first.unwrap_or(start.elapsed()));
        times.found = found.unwrap_or_default();
    }
    times.processor = processor().saturating_sub(before) / u32::try_from(ROUNDS).unwrap_or(1);
    times
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// The processor's time of this process, where the system tells it.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// A line of `/proc/self/status`, in MB.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|row| row.strip_prefix(line)?.split_whitespace().next()?.parse::<u64>().ok());
    found.unwrap_or_default() / 1024
}

fn main() {
    let mut random = Random(0x5eed_5eed_5eed_5eed);
    let lists = lists(&mut random);
    let bytes: usize = lists.iter().flat_map(|(_, _, codes)| codes.iter()).map(|code| code.message.len()).sum();
    let before = memory("VmRSS:");
    let start = processor();
    let mut index = Index::default();
    for list in &lists {
        index.set(Arc::new(segment(list)));
    }
    let built = processor().saturating_sub(start);
    let mut out = String::new();
    let rows = index.rows();
    let _ = writeln!(out, "{rows} codes, {} bytes a message", bytes / rows.max(1));
    let _ = writeln!(
        out,
        "indexed in {built:.0?} of the processor; lists {before} MB, with the index {} MB",
        memory("VmRSS:")
    );
    let _ = writeln!(
        out,
        "{:28} {:>9} {:>9} {:>8} {:>8} {:>8} {:>9}",
        "", "words", "similar", "first", "p50", "p95", "processor"
    );
    let marks = Marks::from_iter(lists.first().map(|(key, _, codes)| {
        (key.clone(), codes.iter().take(10).map(|code| CodeId::new(code.code)).collect::<HashSet<_>>())
    }));
    for text in WORDS.iter().chain(&["is:marked"]).chain(&SIMILAR) {
        let mut times = measure(&index, &marks, text);
        let _ = writeln!(
            out,
            "{text:28} {:9} {:9} {:>8.1?} {:>8.1?} {:>8.1?} {:>9.0?}",
            times.found.exact,
            times.found.similar,
            percentile(&mut times.first, 95),
            percentile(&mut times.whole, 50),
            percentile(&mut times.whole, 95),
            times.processor,
        );
    }
    let _ = writeln!(out, "at most {} MB", memory("VmHWM:"));
    print(&out);
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its table")]
fn print(text: &str) {
    print!("{text}");
}
