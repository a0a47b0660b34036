//! The keys of a profile: one table that says what each may hold, so that a wrong key or value is
//! refused where it stands and with what it should have been.

use std::fmt;

/// What a key may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// A number, whole or not, within bounds.
    Number {
        /// The smallest.
        least: f64,
        /// The largest.
        most: f64,
    },
    /// A whole number within bounds.
    Count {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A table of keys.
    Table,
    /// A colour, `#RRGGBB`.
    Colour,
    /// The name of a built-in profile.
    Profile,
}

use Expected::{Choice, Count, Number, Switch};

const FACES: Expected = Choice(&["fangsong", "kai", "hei", "song", "title"]);
const LATIN: Expected = Choice(&["serif", "serif-bold", "chinese"]);
/// Paper and margins.
const MM: Expected = Number { least: 0.0, most: 5000.0 };
const SIZE: Expected = Number { least: 1.0, most: 300.0 };
const RULE: Expected = Number { least: 0.0, most: 20.0 };
/// A size in ems of the text.
const EMS: Expected = Number { least: 0.1, most: 20.0 };
/// Characters a minute: nobody speaks faster than 1000.
const RATE: Expected = Count { least: 1, most: 1000 };
const BLANK_LINES: Expected = Count { least: 0, most: 100 };

/// Every key outside `[blocks.*]`, by its table.
const KEYS: &[(&str, &[(&str, Expected)])] = &[
    (
        "page",
        &[
            ("width_mm", MM),
            ("height_mm", MM),
            ("top_mm", MM),
            ("bottom_mm", MM),
            ("left_mm", MM),
            ("right_mm", MM),
            ("mirror", Switch),
        ],
    ),
    (
        "grid",
        &[
            ("characters", Count { least: 0, most: 1000 }),
            ("lines", Count { least: 0, most: 1000 }),
            ("line_pitch_pt", Number { least: 1.0, most: 1000.0 }),
            ("line_pitch_em", Number { least: 0.5, most: 20.0 }),
        ],
    ),
    (
        "page_numbers",
        &[
            ("place", Choice(&["centre", "outer", "none"])),
            ("face", FACES),
            ("size_pt", SIZE),
            ("size_em", EMS),
            ("form", Choice(&["dashes", "plain"])),
            ("dash_below_mm", Number { least: -500.0, most: 500.0 }),
            ("first_page", Switch),
        ],
    ),
    ("pagination", &[("page_end", Choice(&["line", "sentence"])), ("whole_lines", Count { least: 0, most: 1000 })]),
    (
        "reading",
        &[
            ("paragraph_numbers", Switch),
            ("minutes", Switch),
            ("rate", RATE),
            ("turn_cue", Choice(&["words", "notice", "none"])),
            ("face", FACES),
            ("size_em", EMS),
            ("gap_mm", Number { least: 0.0, most: 200.0 }),
        ],
    ),
    (
        "running_heads",
        &[
            ("place", Choice(&["none", "centre", "outer"])),
            ("face", FACES),
            ("size_pt", SIZE),
            ("above_mm", Number { least: 0.0, most: 200.0 }),
            ("rule_pt", Number { least: 0.0, most: 20.0 }),
        ],
    ),
    (
        "text",
        &[
            ("region", Choice(&["auto", "cn", "tw", "hk"])),
            ("title_order", Choice(&["source", "speaker-date", "date-speaker"])),
            ("title_block_gap", BLANK_LINES),
            ("han_latin_gap_em", Number { least: 0.0, most: 2.0 }),
            ("latin_face", LATIN),
            ("prohibition", Choice(&["none", "basic", "gb", "strict"])),
            ("mark_width", Choice(&["compressed", "full"])),
            ("lone_character", Choice(&["avoid", "allow"])),
        ],
    ),
    (
        "gongwen",
        &[
            ("format", Choice(&["none", "document", "letter", "order", "minutes"])),
            ("mark_top_mm", MM),
            ("order_top_mm", MM),
            ("letter_top_mm", MM),
            ("red", Expected::Colour),
            ("rule_below_mm", MM),
            ("red_rule_mm", RULE),
            ("outer_rule_mm", RULE),
            ("inner_rule_mm", RULE),
            ("seal", Choice(&["sealed", "unsealed", "stamp"])),
            ("last_page", Choice(&["even", "any"])),
        ],
    ),
    ("docx", &[("font_names", Choice(&["embedded", "customary"])), ("line_breaks", Choice(&["pdf", "reader"]))]),
    ("epub", &[("split_characters", Count { least: 0, most: i64::MAX }), ("cover", Switch)]),
];

/// Keys of each block of `[blocks.*]`.
const BLOCK_KEYS: &[(&str, Expected)] = &[
    ("face", FACES),
    ("latin_face", LATIN),
    ("size_pt", SIZE),
    ("size_em", EMS),
    ("bold", Switch),
    ("align", Choice(&["justify", "left", "centre", "right"])),
    ("indent_em", Number { least: 0.0, most: 100.0 }),
    ("inset_em", Number { least: 0.0, most: 100.0 }),
    ("before", BLANK_LINES),
    ("after", BLANK_LINES),
    ("keep_with_next", Switch),
    ("page_start", Choice(&["flow", "new", "right"])),
    ("signpost", Choice(&["none", "rule", "bar"])),
];

/// A key that no profile has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoSuchKey {
    /// The key that was probably meant.
    pub(super) nearest: Option<String>,
    /// The keys at its place.
    pub(super) known: Vec<&'static str>,
}

/// What a key may hold; the path is that of its tables and itself.
pub(super) fn expected(path: &[&str]) -> Result<Expected, NoSuchKey> {
    let found = match *path {
        ["base"] => Some(Expected::Profile),
        ["blocks"] => Some(Expected::Table),
        ["blocks", block] => super::file::BLOCKS.contains(&block).then_some(Expected::Table),
        ["blocks", block, key] if super::file::BLOCKS.contains(&block) => find(BLOCK_KEYS, key),
        [table] => KEYS.iter().any(|(name, _)| *name == table).then_some(Expected::Table),
        [table, key] => KEYS.iter().find(|(name, _)| *name == table).and_then(|(_, keys)| find(keys, key)),
        _ => None,
    };
    found.ok_or_else(|| no_such_key(path))
}

fn find(keys: &[(&str, Expected)], key: &str) -> Option<Expected> {
    keys.iter().find(|(name, _)| *name == key).map(|(_, expected)| *expected)
}

fn no_such_key(path: &[&str]) -> NoSuchKey {
    let names = |keys: &'static [(&'static str, Expected)]| keys.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let (tables, key) = path.split_at(path.len().saturating_sub(1));
    let key = key.first().copied().unwrap_or_default();
    let known: Vec<&'static str> = match tables {
        [] => KEYS.iter().map(|(name, _)| *name).chain(["blocks", "base"]).collect(),
        ["blocks"] => super::file::BLOCKS.to_vec(),
        ["blocks", _] => names(BLOCK_KEYS),
        [table] => KEYS.iter().find(|(name, _)| name == table).map_or(Vec::new(), |(_, keys)| names(keys)),
        _ => Vec::new(),
    };
    let prefix: String = tables.iter().flat_map(|table| [table, "."]).collect();
    let here = nearest(key, known.iter().copied()).or_else(|| sharing_a_word(key, &known));
    let here = here.map(|near| format!("{prefix}{near}"));
    // A key that stands in the wrong table, or in none.
    let elsewhere = || {
        let all = KEYS.iter().flat_map(|(table, keys)| keys.iter().map(move |(name, _)| (*table, *name)));
        let near = nearest(key, all.clone().map(|(_, name)| name))?;
        all.clone().find(|(_, name)| *name == near).map(|(table, name)| format!("{table}.{name}"))
    };
    NoSuchKey { nearest: here.or_else(elsewhere), known }
}

/// The shortest key that has a word of this one, its unit aside: margin_top means top_mm, font_size means size_pt.
fn sharing_a_word<'a>(given: &str, known: &[&'a str]) -> Option<&'a str> {
    const UNITS: [&str; 4] = ["mm", "pt", "em", "cm"];
    let given: Vec<String> = given.to_lowercase().split(['_', '-']).map(str::to_owned).collect();
    let shares = |key: &&&str| key.split('_').any(|word| !UNITS.contains(&word) && given.iter().any(|g| g == word));
    known.iter().filter(shares).min_by_key(|key| key.len()).copied()
}

/// The word that one probably meant: no more than a third of its letters are otherwise.
pub(super) fn nearest<'a>(given: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let far = |word: &str| strsim::osa_distance(&given, word);
    let near = words.min_by_key(|word| far(word))?;
    (far(near) * 3 <= given.chars().count().max(near.len())).then_some(near)
}

impl Expected {
    /// Whether a value of a file will do.
    pub(super) fn admits(self, value: &toml::Value) -> bool {
        match (self, value) {
            (Number { least, most }, toml::Value::Float(n)) => (least..=most).contains(n),
            #[expect(clippy::cast_precision_loss, reason = "bounds are small")]
            (Number { least, most }, toml::Value::Integer(n)) => (least..=most).contains(&(*n as f64)),
            (Count { least, most }, toml::Value::Integer(n)) => (least..=most).contains(n),
            (Expected::Colour, toml::Value::String(text)) => super::Colour::from_hex(text).is_some(),
            (Choice(words), toml::Value::String(word)) => words.contains(&word.as_str()),
            (Switch, toml::Value::Boolean(_))
            | (Expected::Table, toml::Value::Table(_))
            | (Expected::Profile, toml::Value::String(_)) => true,
            _ => false,
        }
    }

    /// In Chinese.
    pub fn zh(self) -> String {
        match self {
            Number { least, most } => format!("{least} 到 {most} 之间的数"),
            Count { least, most: i64::MAX } => format!("不小于 {least} 的整数"),
            Count { least, most } => format!("{least} 到 {most} 之间的整数"),
            Switch => "true 或 false".into(),
            Choice(words) => format!("{} 之一", words.join("、")),
            Expected::Table => "一组项目（写作 [表名]）".into(),
            Expected::Colour => "#FF0000 这样的颜色".into(),
            Expected::Profile => "内置版式名".into(),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number { least, most } => write!(f, "a number from {least} to {most}"),
            Count { least, most: i64::MAX } => write!(f, "a whole number, {least} or more"),
            Count { least, most } => write!(f, "a whole number from {least} to {most}"),
            Switch => f.write_str("true or false"),
            Choice(words) => write!(f, "one of {}", words.join(", ")),
            Expected::Table => f.write_str("a table of keys"),
            Expected::Colour => f.write_str("a colour as \"#FF0000\""),
            Expected::Profile => f.write_str("the name of a built-in profile"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_is_told_wherever_it_stands() {
        let near = |path: &[&str]| expected(path).unwrap_err().nearest;
        assert_eq!(near(&["page", "lef_mm"]).as_deref(), Some("page.left_mm"));
        assert_eq!(near(&["blocks", "titel"]).as_deref(), Some("blocks.title"));
        assert_eq!(near(&["blocks", "title", "sizept"]).as_deref(), Some("blocks.title.size_pt"));
        assert_eq!(near(&["pgae"]).as_deref(), Some("page"));
        assert_eq!(near(&["left_mm"]).as_deref(), Some("page.left_mm"));
        assert_eq!(near(&["text", "dash_below_mm"]).as_deref(), Some("page_numbers.dash_below_mm"));
        assert_eq!(near(&["page", "margin_top"]).as_deref(), Some("page.top_mm"));
        assert_eq!(near(&["blocks", "title", "font-size"]).as_deref(), Some("blocks.title.size_pt"));
        assert_eq!(near(&["page", "天头"]), None);
        assert_eq!(near(&["page", "gutter_mm"]), None, "a unit is no word");
    }
}
