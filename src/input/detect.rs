//! Which encoding bytes are in.
//!
//! Chinese text is recognised by its own commonest characters: the few hundred in
//! [`COMMON`] make up about half of any running text, and a text read in the wrong
//! encoding has next to none of them. `chardetng` speaks where the counts are close.

use encoding_rs::{BIG5, DecoderResult, EUC_JP, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::{InputError, Malformed, cns};

/// The encodings that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Known(&'static Encoding),
    EucTw,
}

/// Decoded bytes and how sure their encoding is.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) charset: Charset,
    pub(super) bom: bool,
    /// Percent.
    pub(super) confidence: u8,
}

/// Bytes looked at to tell the old encodings apart: some ten thousand characters.
const SAMPLE: usize = 32 * 1024;

/// Least share of common characters for a decoding to be believed against UTF-8's veto or UTF-16 without a zero byte.
const BELIEVED: f32 = 0.3;

/// What a second opinion counts for: less than a plain difference in common characters, more than noise.
const SECOND_OPINION: f32 = 0.15;

/// The commonest characters of Chinese in both scripts and of Japanese.
const COMMON: &str = "的一是不了在人有我他这個个中大来來上国國和到地们們为為子中你说說生年着着就那要出也得里後后以会會自家可下而过過\
天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同\
日手又行意动動方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間知世什两兩次使身者被高已亲親其进進此话話常与與活正感见見明问問\
力理尔點点文几幾定本公特做外孩相西果走将將月十实實向声聲车車全信重三机機工物气氣每并別别真打太新比才便夫再书書部水像眼等体體却\
加电電主界门門利海受听聽表德少克代员員许許先口由死安写寫性马馬光白或住难難望教命花结結乐樂色更拉东東神记記处處让讓母父应應直字\
场場平报報友关關放至张張认認接告入笑内內英军軍候民岁歲往何度山觉覺路带帶万萬男边邊风風解叫任金快原吃妈媽变變通师師立象数數四\
失满滿战戰远遠格士音轻輕目条條呢病始达達深完今提求清王化空业業思切怎非找片罗羅钱錢南石社谢謝各位劳勞模志联聯谈談干幹市政府党黨\
建设設革改资資产產展组組织織级級领領导導议議会委省县縣村农農村街区區劳動員工作計计划劃规規制製度办辦决決策企管理科技术術团團结際际\
九五六七八二百千元时時日本語漢字言葉気読見検索続学図書館円東京都県市区町村開発対応実現関係会社的";

impl Charset {
    /// By one of its usual names.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        if matches!(name.to_ascii_lowercase().replace(['_', '-'], "").as_str(), "euctw" | "cns11643") {
            return Some(Self::EucTw);
        }
        let spelled = name.to_ascii_lowercase();
        let spelled = match spelled.as_str() {
            "utf16" | "utf-16" | "utf16le" => "utf-16le",
            "utf16be" => "utf-16be",
            "cp936" | "gb-18030" => "gb18030",
            "cp950" | "hkscs" | "big5hkscs" => "big5",
            other => other,
        };
        let encoding = Encoding::for_label(spelled.as_bytes())?;
        let known = [UTF_8, UTF_16LE, UTF_16BE, GB18030, encoding_rs::GBK, BIG5, SHIFT_JIS, EUC_JP];
        known.contains(&encoding).then_some(Self::Known(if encoding == encoding_rs::GBK { GB18030 } else { encoding }))
    }

    /// The name in the WHATWG Encoding Standard; `EUC-TW` for the one that it lacks.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::EucTw => "EUC-TW",
        }
    }

    /// Decodes all bytes or names the first that are not of this encoding.
    fn decode(self, bytes: &[u8]) -> Result<String, Malformed> {
        match self {
            Self::EucTw => cns::decode(bytes),
            Self::Known(encoding) if encoding == UTF_8 => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(text.to_owned()),
                Err(e) => {
                    let offset = e.valid_up_to();
                    let len = e.error_len().unwrap_or(bytes.len() - offset);
                    Err(Malformed { offset, bytes: bytes[offset..offset + len].to_vec() })
                }
            },
            Self::Known(encoding) => {
                if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
                    return Ok(text.into_owned());
                }
                Err(first_malformed(encoding, bytes))
            }
        }
    }
}

/// Walks to the first malformed sequence.
fn first_malformed(encoding: &'static Encoding, bytes: &[u8]) -> Malformed {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut sink = String::with_capacity(4096);
    let mut read = 0;
    loop {
        sink.clear();
        let (result, n) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut sink, true);
        read += n;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty => return Malformed { offset: read, bytes: Vec::new() },
            DecoderResult::Malformed(len, after) => {
                let end = read.saturating_sub(usize::from(after));
                let offset = end.saturating_sub(usize::from(len));
                return Malformed { offset, bytes: bytes[offset..end].to_vec() };
            }
        }
    }
}

/// Decodes as told; a byte order mark of that encoding is taken away.
pub(super) fn given(bytes: &[u8], charset: Charset) -> Result<Found, InputError> {
    let mark = match Encoding::for_bom(bytes) {
        Some((encoding, len)) if Charset::Known(encoding) == charset => len,
        _ => 0,
    };
    whole(bytes, charset, mark, 100)
}

/// Decodes bytes in the encoding that they are in.
pub(super) fn detect(bytes: &[u8]) -> Result<Found, InputError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::Empty);
    }
    if let Some((encoding, len)) = Encoding::for_bom(bytes) {
        return whole(bytes, Charset::Known(encoding), len, 100);
    }
    // U+FEFF in gb18030.
    if bytes.starts_with(&[0x84, 0x31, 0x95, 0x33]) {
        return whole(bytes, Charset::Known(GB18030), 4, 100);
    }
    if let Some(zero) = bytes.iter().position(|b| *b == 0) {
        return match wide(bytes) {
            Some((encoding, _)) => whole(bytes, Charset::Known(encoding), 0, 98),
            None => Err(InputError::Binary { offset: zero, byte: 0 }),
        };
    }
    if let Some((offset, byte)) = binary(bytes) {
        return Err(InputError::Binary { offset, byte });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => return whole(bytes, Charset::Known(UTF_8), 0, 100),
        Ok(text) if !two_byte_disguise(text) => return whole(bytes, Charset::Known(UTF_8), 0, 99),
        Ok(_) => {}
        Err(_) if mostly_utf8(bytes) => return whole(bytes, Charset::Known(UTF_8), 0, 90),
        Err(_) => {}
    }
    by_common_characters(bytes)
}

fn whole(bytes: &[u8], charset: Charset, mark: usize, confidence: u8) -> Result<Found, InputError> {
    match charset.decode(&bytes[mark..]) {
        Ok(text) => match text.find('\0') {
            Some(at) => Err(InputError::Binary { offset: at + mark, byte: 0 }),
            None => Ok(Found { text, charset, bom: mark > 0, confidence }),
        },
        Err(Malformed { offset, bytes }) => {
            Err(InputError::Malformed { encoding: charset.name(), offset: offset + mark, bytes })
        }
    }
}

/// Ranks the encodings without a mark by what the text looks like in each.
fn by_common_characters(bytes: &[u8]) -> Result<Found, InputError> {
    let sample = sample(bytes);
    let mut guesser = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    guesser.feed(sample, true);
    let opinion = guesser.guess(None, chardetng::Utf8Detection::Deny);
    let opinion = Charset::Known(if opinion == encoding_rs::GBK { GB18030 } else { opinion });

    let old = [GB18030, BIG5, EUC_JP, SHIFT_JIS].map(Charset::Known);
    let mut ranked: Vec<(f32, Charset)> = old
        .into_iter()
        .chain([Charset::EucTw])
        .map(|charset| {
            let bonus = if charset == opinion { SECOND_OPINION } else { 0.0 };
            (likeness(charset, sample) + bonus, charset)
        })
        .collect();
    if let Some((encoding, score)) = wide(bytes) {
        let best_old = ranked.iter().fold(0.0, |best: f32, (score, _)| best.max(*score));
        if score >= BELIEVED && score > best_old {
            return whole(bytes, Charset::Known(encoding), 0, 95);
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = ranked[0].0;
    let margin = best - ranked[1].0;
    let confidence = (60.0 + (margin * 60.0).clamp(0.0, 38.0)).round() as u8;
    // A stray broken byte in the sample must not hand the text to an encoding in which it is gibberish.
    let worth_trying = ranked.iter().filter(|(score, _)| *score >= best * 0.6 && *score > 0.0);
    for (_, charset) in worth_trying {
        if let Ok(found) = whole(bytes, *charset, 0, confidence) {
            return Ok(found);
        }
    }
    whole(bytes, ranked[0].1, 0, confidence)
}

/// A stretch that begins shortly before the first byte beyond ASCII.
fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    &bytes[first..bytes.len().min(first + SAMPLE)]
}

/// How much the sample looks like running text in an encoding: the share of common characters, less what is broken.
fn likeness(charset: Charset, sample: &[u8]) -> f32 {
    let text = match charset {
        Charset::Known(encoding) => encoding.decode_without_bom_handling(sample).0.into_owned(),
        Charset::EucTw => match cns::decode(sample) {
            Ok(text) => text,
            // The sample may end inside a character.
            Err(bad) if bad.offset + 4 > sample.len() => cns::decode(&sample[..bad.offset]).unwrap_or_default(),
            Err(_) => return 0.0,
        },
    };
    let mut marks = 0u32;
    let (mut common, mut all, mut broken) = (0u32, 0u32, 0u32);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            '\u{FFFD}' => broken += 1,
            '\u{E000}'..='\u{F8FF}' | '\u{80}'..='\u{9F}' | '\u{FF61}'..='\u{FF9F}' => broken += 1,
            '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' | '\u{2010}'..='\u{2026}' => marks += 1,
            '\u{3041}'..='\u{30FF}' => common += 1,
            c if is_common(c) => common += 1,
            _ => {}
        }
        all += 1;
    }
    // Marks stand at the same codes in several encodings; they speak only where there is nothing else.
    let judged = (all - marks).max(1);
    (common as f32 + 0.1 * marks as f32 - 4.0 * broken as f32) / (judged as f32 + 0.1 * marks as f32)
}

fn is_common(c: char) -> bool {
    static TABLE: std::sync::OnceLock<Vec<char>> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<char> = COMMON.chars().collect();
        table.sort_unstable();
        table.dedup();
        table
    });
    table.binary_search(&c).is_ok()
}

/// UTF-16 without a mark: which order, and how much it looks like running text.
///
/// Nearly every unit must be one that texts have; that excludes other files with zero bytes.
/// A short text may hold a stray control or a character of private use.
fn wide(bytes: &[u8]) -> Option<(&'static Encoding, f32)> {
    let judge = |order: fn([u8; 2]) -> u16| {
        let (mut likely, mut common, mut all) = (0u32, 0u32, 0u32);
        for pair in bytes.chunks_exact(2).take(SAMPLE) {
            let unit = order([pair[0], pair[1]]);
            all += 1;
            match unit {
                0x09
                | 0x0A
                | 0x0D
                | 0x20..=0x7E
                | 0x3000..=0x303F
                | 0xFF01..=0xFF5E
                | 0x2010..=0x2026
                | 0x3041..=0x30FF => {
                    likely += 1;
                    common += 1;
                }
                0x3400..=0x9FFF | 0xA0..=0x4FF | 0xD800..=0xDFFF | 0x2000..=0x2BFF | 0xFEFF => {
                    likely += 1;
                    common += u32::from(char::from_u32(u32::from(unit)).is_some_and(is_common));
                }
                _ => {}
            }
        }
        let all = all.max(1) as f32;
        (likely as f32 / all, common as f32 / all)
    };
    let little = judge(u16::from_le_bytes);
    let big = judge(u16::from_be_bytes);
    let (encoding, (likely, common)) = if big.1 > little.1 { (UTF_16BE, big) } else { (UTF_16LE, little) };
    (bytes.len() >= 2 && likely >= 0.85).then_some((encoding, common))
}

/// Control characters in such number that this is no text.
///
/// One in fifty is more than any text has; escapes (terminal colours), tabs and line ends aside.
fn binary(bytes: &[u8]) -> Option<(usize, u8)> {
    let control = |b: &u8| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let count = bytes.iter().filter(|b| control(b)).count();
    if count * 50 <= bytes.len() || count < 4 {
        return None;
    }
    bytes.iter().enumerate().find(|(_, b)| control(b)).map(|(at, b)| (at, *b))
}

/// Whether a valid UTF-8 text is GBK in disguise: 联通 in GBK is valid UTF-8 of two-byte characters.
fn two_byte_disguise(text: &str) -> bool {
    text.chars().all(|c| c < '\u{800}') && likeness(Charset::Known(GB18030), text.as_bytes()) >= BELIEVED
}

/// Whether broken UTF-8 is UTF-8 all the same: whole characters outnumber the breaks by far.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| *c >= '\u{800}').count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}
