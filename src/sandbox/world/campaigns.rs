//! The messages of a large chain: for the tables of its branches, and for its posters, flyers and vouchers.

use super::phrases;

/// What the posters of one language say. In the messages, `#` is a number, `@` a place and `*` something to have.
struct Campaigns {
    messages: [&'static str; 6],
    places: [&'static str; 8],
    things: [&'static str; 8],
}

/// The message of a code: the fixed ones of its language for the newest, then tables and posters. `index` counts from
/// the newest, `chance` decides what there is to decide.
pub(super) fn message(language: usize, index: usize, chance: u64) -> String {
    let language = language % ALL.len();
    let (Some(phrases), Some(campaigns)) = (phrases::ALL.get(language), ALL.get(language)) else {
        return String::new();
    };
    let mut rest = chance;
    let mut choose = |of: u64| {
        let choice = rest % of;
        rest /= of;
        usize::try_from(choice).unwrap_or(0)
    };
    let is_table = choose(5) < 2;
    if is_table || index < phrases.messages.len() {
        return phrases.message(index);
    }
    let pattern = campaigns.messages[choose(6)];
    let (place, thing) = (campaigns.places[choose(8)], campaigns.things[choose(8)]);
    let mut text = String::with_capacity(pattern.len() + place.len() + thing.len());
    for letter in pattern.chars() {
        match letter {
            '#' => text.push_str(&(index + 1).to_string()),
            '@' => text.push_str(place),
            '*' => text.push_str(thing),
            other => text.push(other),
        }
    }
    text
}

/// In the order of [`phrases::ALL`].
const ALL: [Campaigns; 12] = [
    Campaigns {
        messages: [
            "Plakat # @: Ich möchte mehr über * wissen",
            "Flyer Nr. #: Bitte schickt mir Infos zum Thema *",
            "Gutschein # @: * zum halben Preis",
            "Ich bin gerade @ und hätte gern: * (Code #)",
            "Frage zum Thema * @, Schild #",
            "Aktion # @: zwei Plätze, bitte. Stichwort *",
        ],
        places: [
            "am Hauptbahnhof",
            "im Einkaufszentrum",
            "am Marktplatz",
            "in der Altstadt",
            "an der Uni",
            "im Museum",
            "am Flughafen",
            "am Hafen",
        ],
        things: [
            "Franzbrötchen",
            "Filterkaffee",
            "Hafermilch",
            "Barista-Kurs",
            "Frühstück",
            "Treuekarte",
            "Catering",
            "Bohnen im Abo",
        ],
    },
    Campaigns {
        messages: [
            "Affiche # @ : je voudrais en savoir plus (*)",
            "Flyer nº # : envoyez-moi des informations, s’il vous plaît. Sujet : *",
            "Bon nº # @ : * à moitié prix",
            "Je suis @ et je voudrais commander : * (code #)",
            "Une question sur ce sujet : *. Panneau # @",
            "Soirée # @ : deux places, s’il vous plaît. Mot-clé : *",
        ],
        places: [
            "à la gare",
            "au centre commercial",
            "place du Marché",
            "dans la vieille ville",
            "à l’université",
            "au musée",
            "à l’aéroport",
            "au port",
        ],
        things: [
            "croissants",
            "café filtre",
            "lait d’avoine",
            "cours de barista",
            "petit-déjeuner",
            "carte de fidélité",
            "traiteur",
            "abonnement café",
        ],
    },
    Campaigns {
        messages: [
            "Cartel # @: quiero saber más (*)",
            "Folleto n.º #: enviadme información, por favor. Tema: *",
            "Vale # @: * a mitad de precio",
            "Estoy @ y quiero pedir: * (código #)",
            "Tengo una pregunta: *. Letrero # @",
            "Evento # @: dos plazas, por favor. Palabra clave: *",
        ],
        places: [
            "en la estación",
            "en el centro comercial",
            "en la plaza Mayor",
            "en el casco antiguo",
            "en la universidad",
            "en el museo",
            "en el aeropuerto",
            "en el puerto",
        ],
        things: [
            "churros",
            "café de filtro",
            "leche de avena",
            "curso de barista",
            "desayuno",
            "tarjeta de cliente",
            "catering",
            "suscripción de café",
        ],
    },
    Campaigns {
        messages: [
            "Plakat # @: chcę wiedzieć więcej (*)",
            "Ulotka nr #: proszę o informacje. Temat: *",
            "Kupon # @: * za pół ceny",
            "Jestem @ i chcę zamówić: * (kod #)",
            "Mam pytanie: *. Tablica # @",
            "Wydarzenie # @: dwa miejsca, proszę. Hasło: *",
        ],
        places: [
            "na dworcu",
            "w galerii handlowej",
            "na rynku",
            "na starówce",
            "na uniwersytecie",
            "w muzeum",
            "na lotnisku",
            "w porcie",
        ],
        things: [
            "pączki",
            "kawa przelewowa",
            "mleko owsiane",
            "kurs baristy",
            "śniadanie",
            "karta stałego klienta",
            "catering",
            "kawa w abonamencie",
        ],
    },
    Campaigns {
        messages: [
            "Cartaz # @: quero saber mais (*)",
            "Panfleto nº #: me enviem informações, por favor. Assunto: *",
            "Cupom # @: * pela metade do preço",
            "Estou @ e quero pedir: * (código #)",
            "Tenho uma dúvida: *. Placa # @",
            "Evento # @: dois lugares, por favor. Palavra-chave: *",
        ],
        places: [
            "na rodoviária",
            "no shopping",
            "na praça",
            "no centro histórico",
            "na universidade",
            "no museu",
            "no aeroporto",
            "no porto",
        ],
        things: [
            "pão de queijo",
            "café coado",
            "leite de aveia",
            "curso de barista",
            "café da manhã",
            "cartão fidelidade",
            "buffet",
            "assinatura de café",
        ],
    },
    Campaigns {
        messages: [
            "Poster # @: tell me more about *",
            "Flyer no. #: please send me details about *",
            "Voucher # @: * at half price",
            "I'm @ and I'd like to order * (code #)",
            "A question about * @, sign #",
            "Event # @: two seats, please. Keyword: *",
        ],
        places: [
            "at the station",
            "at the mall",
            "on Market Square",
            "in the old town",
            "at the university",
            "at the museum",
            "at the airport",
            "at the harbour",
        ],
        things: [
            "scones",
            "filter coffee",
            "oat milk",
            "the barista class",
            "breakfast",
            "the loyalty card",
            "catering",
            "a bean subscription",
        ],
    },
    Campaigns {
        messages: [
            "@#号海报:我想了解*",
            "#号传单:请发送*的资料",
            "优惠券#(@):*半价",
            "我在@,想点*(编号#)",
            "关于*的问题,@#号牌",
            "@活动#:请预留两个座位,关键词:*",
        ],
        places: ["火车站", "购物中心", "市集", "老城区", "大学", "博物馆", "机场", "港口"],
        things: ["拿铁", "手冲咖啡", "燕麦奶", "咖啡师课程", "早餐", "会员卡", "企业团购", "咖啡豆订阅"],
    },
    Campaigns {
        messages: [
            "@のポスター#を見ました。*について教えてください",
            "チラシ#:*の資料を送ってください",
            "クーポン#(@):*半額",
            "今@にいます。*を注文したいです(コード#)",
            "*について質問があります。@の看板#",
            "@のイベント#:二席お願いします。キーワード:*",
        ],
        places: ["駅", "ショッピングモール", "市場", "旧市街", "大学", "美術館", "空港", "港"],
        things: [
            "メロンパン",
            "ドリップコーヒー",
            "オーツミルク",
            "バリスタ講座",
            "モーニング",
            "スタンプカード",
            "ケータリング",
            "豆の定期便",
        ],
    },
    Campaigns {
        messages: [
            "الملصق # @: أريد معرفة المزيد عن *",
            "المنشور رقم #: أرسلوا لي معلومات عن * من فضلكم",
            "القسيمة # @: * بنصف السعر",
            "أنا @ وأريد أن أطلب * (الرمز #)",
            "لدي سؤال عن *، اللوحة # @",
            "الفعالية # @: مقعدان من فضلكم. الكلمة: *",
        ],
        places: [
            "في المحطة",
            "في المركز التجاري",
            "في السوق",
            "في البلدة القديمة",
            "في الجامعة",
            "في المتحف",
            "في المطار",
            "في الميناء",
        ],
        things: [
            "الكنافة",
            "القهوة المقطرة",
            "حليب الشوفان",
            "دورة الباريستا",
            "الفطور",
            "بطاقة الولاء",
            "الضيافة",
            "اشتراك البن",
        ],
    },
    Campaigns {
        messages: [
            "כרזה # @: אשמח לדעת עוד על *",
            "עלון מס׳ #: שלחו לי בבקשה מידע על *",
            "שובר # @: * בחצי מחיר",
            "אני @ ורוצה להזמין * (קוד #)",
            "שאלה על *, שלט # @",
            "אירוע # @: שני מקומות, בבקשה. מילת מפתח: *",
        ],
        places: ["בתחנה", "בקניון", "בשוק", "בעיר העתיקה", "באוניברסיטה", "במוזיאון", "בשדה התעופה", "בנמל"],
        things: [
            "בורקס",
            "קפה פילטר",
            "חלב שיבולת שועל",
            "קורס בריסטה",
            "ארוחת בוקר",
            "כרטיס מועדון",
            "קייטרינג",
            "מינוי לפולי קפה",
        ],
    },
    Campaigns {
        messages: [
            "Poster # @: saya ingin tahu tentang *",
            "Brosur no. #: tolong kirim info tentang *",
            "Voucher # @: * setengah harga",
            "Saya @ dan mau pesan * (kode #)",
            "Mau tanya soal *, papan # @",
            "Acara # @: tolong siapkan dua kursi. Kata kunci: *",
        ],
        places: [
            "di stasiun",
            "di mal",
            "di pasar",
            "di kota tua",
            "di kampus",
            "di museum",
            "di bandara",
            "di pelabuhan",
        ],
        things: [
            "pisang goreng",
            "kopi tubruk",
            "susu oat",
            "kelas barista",
            "sarapan",
            "kartu member",
            "katering",
            "langganan biji kopi",
        ],
    },
    Campaigns {
        messages: [
            "पोस्टर # @: मुझे * के बारे में बताइए",
            "पर्चा नं. #: कृपया * की जानकारी भेजिए",
            "कूपन # @: * आधे दाम पर",
            "मैं @ हूँ और * ऑर्डर करना है (कोड #)",
            "* के बारे में सवाल है, बोर्ड # @",
            "कार्यक्रम # @: दो सीटें, कृपया। कीवर्ड: *",
        ],
        places: ["स्टेशन पर", "मॉल में", "बाज़ार में", "पुराने शहर में", "विश्वविद्यालय में", "संग्रहालय में", "हवाई अड्डे पर", "बंदरगाह पर"],
        things: ["समोसा", "फ़िल्टर कॉफ़ी", "ओट मिल्क", "बरिस्ता कोर्स", "नाश्ता", "लॉयल्टी कार्ड", "कैटरिंग", "कॉफ़ी सब्सक्रिप्शन"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MAX_MESSAGE_CHARS, clean, message_chars};

    #[test]
    fn every_message_fits_and_names_what_it_is_about() {
        for (language, campaigns) in ALL.iter().enumerate() {
            for pattern in campaigns.messages {
                assert_eq!(pattern.matches('#').count(), 1, "{pattern}");
                assert_eq!(pattern.matches('*').count(), 1, "{pattern}");
                assert!(pattern.matches('@').count() <= 1, "{pattern}");
            }
            for index in 0..2_000 {
                let text = message(language, index, 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(index as u64));
                assert!((1..=MAX_MESSAGE_CHARS).contains(&message_chars(&text)), "{text}");
                assert_eq!(&*clean::block(&text), text);
            }
        }
    }
}
