//! The messages of a coffee chain's posters, tables and cups, in the languages of its towns.
//!
//! Among them are those that are hard to draw: joined emoji and flags, right-to-left and mixed text, wide
//! characters, line breaks, texts at the limit of 140 characters, and some that look empty.

/// The messages of one language.
pub(super) struct Phrases {
    pub(super) messages: &'static [&'static str],
    /// One code for each table; `#` is its number.
    pub(super) table: &'static str,
}

impl Phrases {
    /// The message with an index: the fixed ones first, then tables 1, 2, ….
    pub(super) fn message(&self, index: usize) -> String {
        match self.messages.get(index) {
            Some(message) => (*message).to_owned(),
            None => self.table.replace('#', &(index + 1 - self.messages.len()).to_string()),
        }
    }
}

pub(super) const GERMAN: Phrases = Phrases {
    messages: &[
        "Zeig mir das Menü von heute",
        "Ich möchte einen Tisch reservieren",
        "Habt ihr heute Franzbrötchen? 🥐",
        "Gewinnspiel Frühling: ich bin dabei! 🌷",
        "Ich habe etwas bei euch vergessen",
        "Reservierung\nName:\nTag und Uhrzeit:\nPersonen:",
        "Hallo! Ich habe Ihr Plakat am Bahnhof gesehen und möchte gern wissen, ob Sie auch Feiern mit bis zu \
         vierzig Personen ausrichten. Danke sehr!",
        "Barista-Kurs: gibt es noch freie Plätze?",
        "☕",
    ],
    table: "Tisch #: ich möchte bestellen",
};

pub(super) const FRENCH: Phrases = Phrases {
    messages: &[
        "Bonjour ! Quelle est la carte du jour ?",
        "Je voudrais réserver une table",
        "Avez-vous des viennoiseries sans gluten ?",
        "Carte de fidélité : combien de cafés me reste-t-il ?",
        "J’ai vu votre affiche dans le métro 🚇",
        "Pour l’anniversaire de ma fille 👩‍👧 : un gâteau pour 12 personnes",
        ".",
    ],
    table: "Table nº # : la commande, s’il vous plaît",
};

pub(super) const SPANISH: Phrases = Phrases {
    messages: &[
        "¿Qué hay hoy en el menú?",
        "Quiero reservar una mesa para esta noche",
        "¿Tenéis leche de avena?",
        "¡Participo en el sorteo! 🎁",
        "Vi el cartel en la Gran Vía",
        "Información sobre los cursos de barista, por favor",
        " ",
    ],
    table: "Mesa #: queremos pedir",
};

pub(super) const POLISH: Phrases = Phrases {
    messages: &[
        "Dzień dobry, poproszę dzisiejsze menu",
        "Chcę zarezerwować stolik",
        "Czy macie mleko owsiane?",
        "Źdźbło kawy, proszę 😄",
        "Widziałem wasz plakat na dworcu",
    ],
    table: "Stolik #: chcę zamówić",
};

pub(super) const PORTUGUESE: Phrases = Phrases {
    messages: &[
        "Oi! Quero ver o cardápio de hoje",
        "Quero reservar uma mesa",
        "Tem pão de queijo agora? 🧀",
        "Promoção de verão: quero participar ☀️🇧🇷",
        "Vi o cartaz de vocês no metrô",
        "Encomenda de bolo\nSabor:\nData:\nTelefone:",
        "Olá, equipe Aurora! Sou o novo responsável pelas compras de um escritório perto de vocês: podem me enviar a \
         tabela de preços de atacado?",
    ],
    table: "Mesa #: quero fazer um pedido",
};

pub(super) const ENGLISH: Phrases = Phrases {
    messages: &[
        "Show me today's menu",
        "I'd like to book a table",
        "Do you have oat milk?",
        "Count me in for the spring raffle! 🎟️",
        "I saw your poster at the station",
        "Wholesale beans: please send me the price list",
        "I left my umbrella at your place ☔",
        "We are a family of five 👨‍👩‍👧‍👦, is there a high chair? 🏳️‍🌈",
        "Barista class\nName:\nPreferred date:",
        "👋",
        "\u{3164}",
    ],
    table: "Table #: we are ready to order",
};

pub(super) const CHINESE: Phrases = Phrases {
    messages: &[
        "你好,请发我今天的菜单",
        "我想预订一张桌子",
        "请问有燕麦奶吗?🥛",
        "我在地铁站看到了你们的海报",
        "参加抽奖活动 🧧",
        "企业团购咖啡豆,请联系我",
        "会员积分查询",
        "生日蛋糕预订:\n口味:\n日期:\n电话:",
        "你好 👋 — 新品全场 50% off + 免费茶点 & 蛋糕",
    ],
    table: "#号桌点餐",
};

pub(super) const JAPANESE: Phrases = Phrases {
    messages: &[
        "本日のメニューを見せてください",
        "席を予約したいです",
        "オーツミルクはありますか?",
        "スタンプカードについて教えてください☕️",
        "駅のポスターを見ました",
        "ハンカク カナ モ ツカエマスカ",
    ],
    table: "#番テーブルです。注文をお願いします",
};

pub(super) const ARABIC: Phrases = Phrases {
    messages: &[
        "مرحبا، أرسل لي قائمة اليوم",
        "أريد حجز طاولة لشخصين",
        "هل لديكم حليب الشوفان؟",
        "رأيت إعلانكم في المترو 🚇",
        "أريد الاشتراك في عرض Aurora Gold رقم 25",
        "قهوة عربية ☕ مع تمر، من فضلك",
    ],
    table: "طاولة رقم #: نود أن نطلب",
};

pub(super) const HEBREW: Phrases = Phrases {
    messages: &[
        "שלום, מה בתפריט היום?",
        "אני רוצה להזמין שולחן",
        "יש לכם חלב שיבולת שועל?",
        "ראיתי את השלט שלכם בתחנה",
        "הזמנה ל-Aurora Club בהנחה של 10%",
    ],
    table: "שולחן #: אנחנו רוצים להזמין",
};

pub(super) const INDONESIAN: Phrases = Phrases {
    messages: &[
        "Halo! Boleh lihat menu hari ini?",
        "Saya mau reservasi meja",
        "Ada susu oat?",
        "Saya lihat posternya di stasiun MRT 🇮🇩",
        "Promo kopi susu gula aren",
    ],
    table: "Meja #: mau pesan",
};

pub(super) const HINDI: Phrases = Phrases {
    messages: &[
        "नमस्ते, आज का मेन्यू भेजिए",
        "मुझे एक टेबल बुक करनी है",
        "क्या फ़िल्टर कॉफ़ी मिलेगी? ☕",
        "मैंने आपका पोस्टर मेट्रो में देखा",
        "Aurora Bengaluru 🇮🇳: do you deliver to Indiranagar?",
    ],
    table: "टेबल #: ऑर्डर देना है",
};

pub(super) const ALL: [&Phrases; 12] = [
    &GERMAN,
    &FRENCH,
    &SPANISH,
    &POLISH,
    &PORTUGUESE,
    &ENGLISH,
    &CHINESE,
    &JAPANESE,
    &ARABIC,
    &HEBREW,
    &INDONESIAN,
    &HINDI,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MAX_MESSAGE_CHARS, message_chars};

    #[test]
    fn the_limit_is_reached_and_kept() {
        let lengths: Vec<usize> = ALL
            .iter()
            .flat_map(|phrases| (0..phrases.messages.len() + 2_000).map(|index| message_chars(&phrases.message(index))))
            .collect();
        assert_eq!(lengths.iter().max(), Some(&MAX_MESSAGE_CHARS));
        assert!(lengths.iter().all(|&length| length > 0));
    }

    #[test]
    fn nothing_in_it_is_hostile() {
        for message in ALL.iter().flat_map(|phrases| phrases.messages) {
            assert_eq!(&*crate::model::clean::block(message), *message);
        }
    }
}
