//! Profiles in layers: built-in ← file ← single settings, each key with the place that it came from.

use std::collections::BTreeMap;
use std::fmt;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::profile::ProfileError;
use super::schema;

/// Keys that change what was said below them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layer {
    /// A TOML file.
    File {
        /// Its name, for messages.
        name: String,
        /// Its text.
        text: String,
    },
    /// One key: `page_numbers.place`, `outer`.
    Setting(Setting),
}

/// One key and its value, as a command line gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The key with its tables, divided by full stops.
    pub key: String,
    /// The value as in TOML; a word needs no quotation marks.
    pub value: String,
}

/// Where a key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The file, or the setting.
    pub layer: Box<str>,
    /// 1-based line in the file.
    pub line: Option<u32>,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.layer),
            None => f.write_str(&self.layer),
        }
    }
}

/// Layers merged, and where each key came from.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) table: Table,
    places: BTreeMap<String, Position>,
}

impl Merged {
    /// Adds a layer on top; `base` must have been taken from it.
    pub(super) fn add(&mut self, layer: Parsed) {
        merge(&mut self.table, layer.table);
        self.places.extend(layer.places);
    }

    /// Where the first of these keys that a user's layer changed was set, the latest layer's first.
    pub(super) fn place_of(&self, keys: &[&str]) -> Option<Position> {
        keys.iter().find_map(|key| self.places.get(*key)).cloned()
    }

    /// Forgets where keys came from: what is below a user's own layers is never at fault.
    pub(super) fn forget_places(&mut self) {
        self.places.clear();
    }
}

/// A layer whose keys and values are known to be possible, one by one.
pub(super) struct Parsed {
    pub(super) table: Table,
    places: BTreeMap<String, Position>,
}

impl Parsed {
    /// The built-in profile that the layer builds on, if it says so.
    pub(super) fn take_base(&mut self) -> Option<String> {
        match self.table.remove("base") {
            Some(Value::String(name)) => Some(name),
            _ => None,
        }
    }

    pub(super) fn base_place(&self) -> Option<Position> {
        self.places.get("base").cloned()
    }

    pub(super) fn of(layer: &Layer) -> Result<Self, ProfileError> {
        match layer {
            Layer::File { name, text } => Self::of_file(name, text),
            Layer::Setting(setting) => Self::of_setting(setting),
        }
    }

    /// A built-in profile, which a test has checked. Where its settings stand is not told.
    pub(super) fn of_built_in(name: &str, text: &str) -> Result<Self, ProfileError> {
        let table = text.parse().map_err(|e: toml::de::Error| ProfileError::Internal(format!("{name}: {e}")))?;
        Ok(Self { table, places: BTreeMap::new() })
    }

    fn of_file(name: &str, text: &str) -> Result<Self, ProfileError> {
        let at = |start: usize| Position {
            layer: name.into(),
            line: u32::try_from(1 + text.bytes().take(start).filter(|b| *b == b'\n').count()).ok(),
        };
        let syntax = |e: toml::de::Error| ProfileError::Syntax {
            place: at(e.span().map_or(0, |span| span.start)),
            problem: e.message().to_owned(),
        };
        let spanned = DeTable::parse(text).map_err(syntax)?;
        let table: Table = text.parse().map_err(syntax)?;
        let mut places = BTreeMap::new();
        check_table(&mut Vec::new(), spanned.get_ref(), &table, &at, &mut places)?;
        Ok(Self { table, places })
    }

    fn of_setting(setting: &Setting) -> Result<Self, ProfileError> {
        let layer = format!("{}={}", setting.key, setting.value);
        let place = Position { layer: layer.into(), line: None };
        let path: Vec<&str> = setting.key.split('.').map(str::trim).collect();
        let value = format!("v = {}", setting.value).parse::<Table>().ok().filter(|t| t.len() == 1);
        let value = value.and_then(|mut t| t.remove("v")).unwrap_or_else(|| Value::String(setting.value.clone()));
        check(&path, &value, &place)?;
        let mut places = BTreeMap::new();
        places.insert(path.join("."), place);
        let table = path.iter().rev().fold(value, |inner, key| {
            let mut table = Table::new();
            table.insert((*key).to_owned(), inner);
            Value::Table(table)
        });
        // A path has at least one part, so what was folded is a table.
        let table = if let Value::Table(table) = table { table } else { Table::new() };
        Ok(Self { table, places })
    }
}

fn check_table<'a>(
    path: &mut Vec<&'a str>,
    spanned: &'a DeTable<'_>,
    table: &Table,
    at: &dyn Fn(usize) -> Position,
    places: &mut BTreeMap<String, Position>,
) -> Result<(), ProfileError> {
    // In the order of the file: the first fault is told first.
    let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'_>>)> = spanned.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let name: &str = key.get_ref();
        path.push(name);
        let place = at(key.span().start);
        let plain = table.get(name).cloned().unwrap_or(Value::Boolean(false));
        check(path, &plain, &place)?;
        places.insert(path.join("."), place);
        if let (Some(inner), Value::Table(plain)) = (value.get_ref().as_table(), &plain) {
            check_table(path, inner, plain, at, places)?;
        }
        path.pop();
    }
    Ok(())
}

fn check(path: &[&str], value: &Value, place: &Position) -> Result<(), ProfileError> {
    let key = path.join(".");
    let expected = schema::expected(path).map_err(|none| ProfileError::Key {
        place: place.clone(),
        key: key.clone(),
        nearest: none.nearest,
        known: none.known.join(", "),
    })?;
    if expected.admits(value) {
        return Ok(());
    }
    let nearest = match (expected, value) {
        (schema::Expected::Choice(words), Value::String(given)) => schema::nearest(given, words.iter().copied()),
        _ => None,
    };
    Err(ProfileError::Value {
        place: place.clone(),
        key,
        given: shown(value),
        expected,
        nearest: nearest.map(str::to_owned),
    })
}

/// A value as it is written, lists and tables in short.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{text}\""),
        Value::Integer(n) => n.to_string(),
        Value::Float(n) => n.to_string(),
        Value::Boolean(b) => b.to_string(),
        Value::Datetime(time) => time.to_string(),
        Value::Array(_) => "[…]".to_owned(),
        Value::Table(_) => "{…}".to_owned(),
    }
}

fn merge(into: &mut Table, changes: Table) {
    // A measure in ems and the same in points are one: the upper layer's holds.
    for (pt, em) in [("size_pt", "size_em"), ("line_pitch_pt", "line_pitch_em")] {
        for (set, unset) in [(pt, em), (em, pt)] {
            if changes.contains_key(set) && !changes.contains_key(unset) {
                into.remove(unset);
            }
        }
    }
    for (key, value) in changes {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}
