//! Units of measure.
//!
//! Layout works in [`Length`], an integer number of 1/65536 point (TeX's scaled
//! points, but of the PostScript point: 72 to the inch). The largest page side
//! is then 32,767 pt and a rounding error is at most 8 millionths of a point.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use serde::Deserialize;

/// A length in 1/65536 point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(pub i32);

/// Millimetres, as profiles give page geometry.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[serde(transparent)]
pub struct Mm(pub f64);

/// PostScript points (1/72 inch), as profiles give type sizes.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[serde(transparent)]
pub struct Pt(pub f64);

/// Ems of the block's own type size, as profiles give indents.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[serde(transparent)]
pub struct Em(pub f64);

const PER_POINT: f64 = 65536.0;

impl From<Mm> for Length {
    fn from(mm: Mm) -> Self {
        Self((mm.0 * 72.0 / 25.4 * PER_POINT).round() as i32)
    }
}

impl From<Pt> for Length {
    fn from(pt: Pt) -> Self {
        Self((pt.0 * PER_POINT).round() as i32)
    }
}

impl Em {
    /// The length of these ems at a type size.
    pub fn of(self, size: Length) -> Length {
        Length((f64::from(size.0) * self.0).round() as i32)
    }
}

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);

    /// The length in points, for writers.
    pub fn pt(self) -> f64 {
        f64::from(self.0) / PER_POINT
    }

    /// The length in twentieths of a point (twips), rounded to the nearest.
    pub fn twips(self) -> i32 {
        (self.pt() * 20.0).round() as i32
    }

    /// `numerator/denominator` of the length, rounded towards zero.
    pub fn fraction(self, numerator: i32, denominator: i32) -> Self {
        Self((i64::from(self.0) * i64::from(numerator) / i64::from(denominator)) as i32)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i32> for Length {
    type Output = Self;
    fn mul(self, n: i32) -> Self {
        Self(self.0 * n)
    }
}

impl Div<i32> for Length {
    type Output = Self;
    fn div(self, n: i32) -> Self {
        Self(self.0 / n)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_and_points_meet_at_the_inch() {
        assert_eq!(Length::from(Mm(25.4)), Length::from(Pt(72.0)));
        assert_eq!(Length::from(Mm(210.0)).twips(), 11906);
        assert_eq!(Length::from(Mm(297.0)).twips(), 16838);
        assert_eq!(Length::from(Pt(28.95)).twips(), 579);
    }

    #[test]
    fn ems_scale_with_the_type() {
        assert_eq!(Em(2.0).of(Length::from(Pt(16.0))), Length::from(Pt(32.0)));
        assert_eq!(Length::from(Pt(16.0)).fraction(1, 2), Length::from(Pt(8.0)));
    }
}
