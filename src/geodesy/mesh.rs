//! Standard area mesh codes (標準地域メッシュ): squares of 1 km and their halves.
//!
//! ```
//! use ibasho::geodesy::MeshCode;
//! let square: MeshCode = "5135633641".parse().unwrap();
//! let center = square.center();
//! assert_eq!((center.lon(), center.lat()), (135.4578125, 34.530208333333334));
//! assert_eq!("51358336".parse::<MeshCode>().unwrap_err().to_string(), "\"51358336\": digit 5 is 8; 0 to 7 is expected");
//! ```
//!
//! Source: JIS X 0410. Digits 1–2 are the southern edge in units of 40′, 3–4 the western edge east
//! of 100°; 5 and 6 (0–7) cut that into eighths, 7 and 8 (0–9) these into tenths: 30″ by 45″. Each
//! further digit (1 south-west, 2 south-east, 3 north-west, 4 north-east) halves the sides.

use super::LonLat;
use std::fmt;
use std::str::FromStr;

/// Southern edges of the largest squares over Japan, in units of 40′: 20° to 46° N.
const SOUTHS: std::ops::RangeInclusive<u32> = 30..=68;
/// Their western edges, in degrees east of 100°: 122° to 154° E.
const WESTS: std::ops::RangeInclusive<u32> = 22..=53;
/// Smallest units: sixteenths of an arc second, so that the center of the smallest square is whole.
const UNITS_PER_DEGREE: f64 = 3600.0 * 16.0;
/// Height and width of the 1 km square in these units: 30″ and 45″.
const HEIGHT: u32 = 30 * 16;
const WIDTH: u32 = 45 * 16;

/// The code of a square of about 1 km (8 digits), 500 m (9), 250 m (10) or 125 m (11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeshCode {
    code: u64,
    /// How often the sides of the 1 km square are halved, 0 to 3.
    halvings: u8,
}

/// A text that is not a valid mesh code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MeshError {
    /// Not 8 to 11 digits.
    #[error("{given:?} is no mesh code; 8 to 11 digits are expected")]
    NotDigits {
        /// What was given.
        given: String,
    },
    /// The largest square is not over Japan.
    #[error("{given:?}: the first four digits name no square over Japan")]
    NotInJapan {
        /// What was given.
        given: String,
    },
    /// A digit that is not valid at its position.
    #[error("{given:?}: digit {position} is {digit}; {expected} is expected")]
    NoSuchDigit {
        /// What was given.
        given: String,
        /// Which digit, from 1.
        position: usize,
        /// The digit.
        digit: u32,
        /// The valid digits there.
        expected: &'static str,
    },
}

impl FromStr for MeshCode {
    type Err = MeshError;

    fn from_str(text: &str) -> Result<Self, MeshError> {
        let given = || text.to_owned();
        let not_digits = || MeshError::NotDigits { given: given() };
        let digits: Vec<u32> =
            text.chars().map(|c| c.to_digit(10)).collect::<Option<_>>().ok_or_else(not_digits)?;
        if !(8..=11).contains(&digits.len()) {
            return Err(not_digits());
        }
        let wrong = |position: usize, expected| MeshError::NoSuchDigit {
            given: given(),
            position: position + 1,
            digit: digits[position],
            expected,
        };
        if !SOUTHS.contains(&(digits[0] * 10 + digits[1])) || !WESTS.contains(&(digits[2] * 10 + digits[3])) {
            return Err(MeshError::NotInJapan { given: given() });
        }
        if let Some(eighth) = [4, 5].into_iter().find(|at| digits[*at] > 7) {
            return Err(wrong(eighth, "0 to 7"));
        }
        if let Some(quarter) = (8..digits.len()).find(|at| !(1..=4).contains(&digits[*at])) {
            return Err(wrong(quarter, "1 to 4"));
        }
        let code = digits.iter().fold(0, |code, digit| code * 10 + u64::from(*digit));
        Ok(Self { code, halvings: u8::try_from(digits.len() - 8).unwrap_or(0) })
    }
}

impl fmt::Display for MeshCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)
    }
}

impl MeshCode {
    /// The point in the middle of the square.
    pub fn center(self) -> LonLat {
        let digit = |place: u32| u32::try_from(self.code / 10_u64.pow(place) % 10).unwrap_or(0);
        let halvings = u32::from(self.halvings);
        let first = |at: u32| digit(halvings + 7 - at);
        let mut south = (first(0) * 10 + first(1)) * 80 * HEIGHT + (first(4) * 10 + first(6)) * HEIGHT;
        let mut west = (first(2) * 10 + first(3)) * 80 * WIDTH + (first(5) * 10 + first(7)) * WIDTH;
        let (mut height, mut width) = (HEIGHT, WIDTH);
        for place in (0..halvings).rev() {
            (height, width) = (height / 2, width / 2);
            let quarter = digit(place) - 1;
            south += quarter / 2 * height;
            west += quarter % 2 * width;
        }
        let degrees = |units: u32| f64::from(units) / UNITS_PER_DEGREE;
        LonLat { lon: 100.0 + degrees(west + width / 2), lat: degrees(south + height / 2) }
    }

    /// The length of a side in meters, as people call the square: 1000, 500, 250 or 125.
    pub fn side_m(self) -> u32 {
        1000 >> self.halvings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn centers_are_where_the_standard_puts_them() {
        // The standard's own example lies around Tokyo's 5339-45-26; its south-western corner is
        // 53 × 40′ + 4 × 5′ + 2 × 30″ = 35°41′00″ N, 139° + 5 × 7′30″ + 6 × 45″ = 139°42′00″ E.
        let (south, west) = (35.0 + 41.0 / 60.0, 139.7);
        let seconds = |s: f64| s / 3600.0;
        let table = [
            ("53394526", 1000, 15.0, 22.5),
            ("533945261", 500, 7.5, 11.25),
            ("533945262", 500, 7.5, 33.75),
            ("533945263", 500, 22.5, 11.25),
            ("5339452644", 250, 26.25, 39.375),
            ("53394526441", 125, 24.375, 36.5625),
        ];
        for (code, side, north, east) in table {
            let mesh: MeshCode = code.parse().unwrap();
            let center = mesh.center();
            assert!((center.lat() - south - seconds(north)).abs() < 1e-12, "{code} {center:?}");
            assert!((center.lon() - west - seconds(east)).abs() < 1e-12, "{code} {center:?}");
            assert_eq!((mesh.side_m(), mesh.to_string().as_str()), (side, code));
        }
    }

    #[test]
    fn codes_that_do_not_exist_say_which_digit_is_wrong() {
        let table = [
            ("51358371", "digit 5 is 8; 0 to 7"),
            ("51354971", "digit 6 is 9; 0 to 7"),
            ("513543715", "digit 9 is 5; 1 to 4"),
            ("5135437110", "digit 10 is 0; 1 to 4"),
            ("5135437", "8 to 11 digits"),
            ("513543711111", "8 to 11 digits"),
            ("5135-4371", "8 to 11 digits"),
            ("", "8 to 11 digits"),
            ("00004371", "no square over Japan"),
            ("51994371", "no square over Japan"),
        ];
        for (code, part) in table {
            let fault = code.parse::<MeshCode>().unwrap_err().to_string();
            assert!(fault.contains(part), "{fault}");
        }
    }

    proptest! {
        #[test]
        fn four_quarters_surround_the_center_of_their_square(south in 30..=68_u32, west in 22..=53_u32,
            q in 0..8_u32, v in 0..8_u32, r in 0..10_u32, w in 0..10_u32, deeper in "[1-4]{0,2}") {
            let code = format!("{south}{west}{q}{v}{r}{w}{deeper}");
            let center = code.parse::<MeshCode>().unwrap().center();
            let quarter = |digit: u32| format!("{code}{digit}").parse::<MeshCode>().unwrap().center();
            let quarters = [1, 2, 3, 4].map(quarter);
            let mean = |of: fn(LonLat) -> f64| quarters.map(of).iter().sum::<f64>() / 4.0;
            prop_assert!((mean(LonLat::lon) - center.lon()).abs() < 1e-9);
            prop_assert!((mean(LonLat::lat) - center.lat()).abs() < 1e-9);
            prop_assert!(quarters[0].lon() < quarters[1].lon() && quarters[0].lat() < quarters[2].lat());
        }
    }
}
