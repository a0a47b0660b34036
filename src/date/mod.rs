//! The date of a speech, as 2026年4月28日 or 二〇二六年四月二十八日, and the time
//! that an output may carry as that of its making.

#[cfg(any(feature = "pdf", feature = "docx", feature = "epub", feature = "batch"))]
mod day;

#[cfg(feature = "epub")]
pub(crate) use day::Day;
#[cfg(feature = "batch")]
pub(crate) use day::of_document;
#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
pub(crate) use day::of_publication;

/// The days of a month, counted from 1, in the Gregorian calendar.
pub(crate) fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A moment in UTC, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// So many seconds after the beginning of 1970, as `SOURCE_DATE_EPOCH` has it; none outside the years 1970–9999.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        const END: i64 = 253_402_300_800;
        (0..END).contains(&seconds).then_some(Self(seconds))
    }

    /// Year, month, day, hour, minute, second.
    fn fields(self) -> [i64; 6] {
        let (mut days, seconds) = (self.0 / 86_400, self.0 % 86_400);
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let mut year = 1970;
        while days >= 365 + i64::from(leap(year)) {
            days -= 365 + i64::from(leap(year));
            year += 1;
        }
        let mut month = 1;
        for length in [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
            if days < length {
                break;
            }
            days -= length;
            month += 1;
        }
        [year, month, days + 1, seconds / 3600, seconds / 60 % 60, seconds % 60]
    }

    /// As a PDF's information dictionary has it (ISO 32000-1 7.9.4).
    #[cfg(feature = "pdf")]
    pub(crate) fn pdf(self) -> String {
        let [year, month, day, hour, minute, second] = self.fields();
        format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
    }
}

impl std::fmt::Display for Timestamp {
    /// ISO 8601, `2026-04-28T09:30:00Z`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [year, month, day, hour, minute, second] = self.fields();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_told_as_a_date() {
        let told = |seconds| Timestamp::from_unix(seconds).map(|t| t.to_string());
        assert_eq!(told(0).as_deref(), Some("1970-01-01T00:00:00Z"));
        // 29 February of a year that is divisible by 400, and the last second of it.
        assert_eq!(told(951_782_400).as_deref(), Some("2000-02-29T00:00:00Z"));
        assert_eq!(told(951_868_799).as_deref(), Some("2000-02-29T23:59:59Z"));
        assert_eq!(told(1_798_761_599).as_deref(), Some("2026-12-31T23:59:59Z"));
        assert_eq!((told(-1), told(253_402_300_800)), (None, None));
    }
}
