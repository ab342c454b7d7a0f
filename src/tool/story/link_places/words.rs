//! The words beside a name that decide whether a place is meant: what each language puts before an island, a ship or a
//! person.

/// Words for an island beside its name, folded.
pub(super) const ISLANDS: [&str; 34] = [
    "island",
    "islands",
    "islet",
    "islets",
    "isle",
    "isles",
    "rocks",
    "остров",
    "острова",
    "острову",
    "островом",
    "острове",
    "островов",
    "островам",
    "островами",
    "островах",
    "островок",
    "островка",
    "островке",
    "островки",
    "островков",
    "о",
    "скал",
    "скалы",
    "скалах",
    "островке",
    "島",
    "諸島",
    "群島",
    "両島",
    "列岩",
    "3島",
    "4島",
    "各島",
];

/// Words before the name of a ship.
pub(super) const VESSELS: [&str; 34] = [
    "boat",
    "ship",
    "vessel",
    "ferry",
    "tug",
    "tugboat",
    "trawler",
    "tanker",
    "corvette",
    "frigate",
    "submarine",
    "freighter",
    "icebreaker",
    "steamer",
    "liner",
    "судно",
    "судна",
    "судне",
    "теплоход",
    "теплохода",
    "теплоходе",
    "паром",
    "парома",
    "пароме",
    "траулер",
    "траулера",
    "танкер",
    "сейнер",
    "катер",
    "корвет",
    "буксир",
    "шхуна",
    "шхуны",
    "пароход",
];

/// Words after an English name that make it the name of something else.
pub(super) const FEATURES: [&str; 16] = [
    "strait",
    "channel",
    "bay",
    "sea",
    "trench",
    "basin",
    "river",
    "lake",
    "peninsula",
    "subprefecture",
    "district",
    "oblast",
    "province",
    "current",
    "ridge",
    "class",
];

/// Russian words before a name that make it the name of something else.
pub(super) const RUSSIAN_FEATURES: [&str; 22] = [
    "пролив",
    "проливе",
    "проливом",
    "залив",
    "заливе",
    "бухта",
    "бухте",
    "бухты",
    "бухтой",
    "бухту",
    "река",
    "реки",
    "реке",
    "реку",
    "рекой",
    "озеро",
    "мыс",
    "улица",
    "улице",
    "полуостров",
    "течение",
    "станция",
];

/// Words before an ambiguous name that only places have, if the text is about the archipelago.
pub(super) const ON: [&str; 5] = ["on", "off", "на", "near", "возле"];

/// Words before an ambiguous name of a town.
pub(super) const IN: [&str; 6] = ["in", "at", "в", "из", "во", "port"];

/// Words that join the members of a list.
pub(super) const JOINTS: [&str; 12] =
    ["and", "or", "и", "или", "а", "также", "ト", "ヤ", "及ビ", "並ビニ", "the", "as"];

/// Words after a person's name in Japanese, folded, and words that make a kanji name that of something else.
pub(super) const JAPANESE_BEHIND: [&str; 22] = [
    "サン", "氏", "様", "君", "議員", "教授", "選手", "家", "丸", "号", "海峡", "水道", "湾", "海溝", "海盆", "川",
    "湖", "岬", "事", "市民", "市役", "半島",
];
