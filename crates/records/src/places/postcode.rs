//! Postcodes: read forgivingly, kept in four bytes, found in the store.

use std::fmt;
use std::str::FromStr;

use super::{PlaceCode, PlacesError};
use crate::sql::{Db, args};

/// A United Kingdom postcode in four bytes. Its order keeps a sector, and an outcode, together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode(u32);

/// A text that cannot be a postcode.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0:?} is not a postcode")]
pub struct NotAPostcode(pub String);

/// Letters of the second half, and the figure before them: 26 x 26 and 10 values.
const LETTERS: u32 = 26;
const IN_SECTOR: u32 = LETTERS * LETTERS;
const IN_OUTCODE: u32 = IN_SECTOR * 10;

impl Postcode {
    /// The postcode as four bytes, in the order in which postcodes sort here.
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// The first half, as `NR3`.
    pub fn outcode(self) -> PlaceCode {
        PlaceCode::new(&unpack_outcode(self.0 / IN_OUTCODE))
    }

    /// The postcode up to the figure of its second half, as `NR3 1`.
    pub fn sector(self) -> PlaceCode {
        let figure = self.0 / IN_SECTOR % 10;
        PlaceCode::new(&format!("{} {figure}", unpack_outcode(self.0 / IN_OUTCODE)))
    }

    /// All packed values of the sector that this postcode lies in.
    pub(super) const fn sector_range(self) -> std::ops::Range<u32> {
        let first = self.0 / IN_SECTOR * IN_SECTOR;
        first..first + IN_SECTOR
    }

    /// All packed values of the outcode that this postcode lies in.
    pub(super) const fn outcode_range(self) -> std::ops::Range<u32> {
        let first = self.0 / IN_OUTCODE * IN_OUTCODE;
        first..first + IN_OUTCODE
    }
}

/// Packs an outcode: one or two letters, a figure, and nothing, a figure or a letter.
fn pack_outcode(text: &[u8]) -> Option<u32> {
    let letters = text.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let (area, rest) = text.split_at(letters);
    let area = match area {
        [a] => u32::from(a - b'A') * 27,
        [a, b] => u32::from(a - b'A') * 27 + u32::from(b - b'A') + 1,
        _ => return None,
    };
    let (first, second) = match rest {
        [first] => (*first, 0),
        [first, second @ b'0'..=b'9'] => (*first, u32::from(second - b'0') + 1),
        [first, second @ b'A'..=b'Z'] => (*first, u32::from(second - b'A') + 11),
        _ => return None,
    };
    if !first.is_ascii_digit() {
        return None;
    }
    Some((area * 10 + u32::from(first - b'0')) * 37 + second)
}

fn unpack_outcode(packed: u32) -> String {
    let (area, first, second) = (packed / 370, packed / 37 % 10, packed % 37);
    let mut text = String::with_capacity(4);
    text.push(letter(area / 27));
    if area % 27 > 0 {
        text.push(letter(area % 27 - 1));
    }
    text.push(figure(first));
    match second {
        0 => {}
        1..=10 => text.push(figure(second - 1)),
        _ => text.push(letter(second - 11)),
    }
    text
}

fn letter(number: u32) -> char {
    char::from(b'A' + (number % LETTERS) as u8)
}

fn figure(number: u32) -> char {
    char::from(b'0' + (number % 10) as u8)
}

/// The capital letters and figures of a text, at most eight; `None` when there are more.
fn bare(text: &str) -> Option<([u8; 8], usize)> {
    let mut kept = [0; 8];
    let mut length = 0;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            *kept.get_mut(length)? = byte.to_ascii_uppercase();
            length += 1;
        } else if !byte.is_ascii_whitespace() && byte != b'-' && byte != b'.' {
            return None;
        }
    }
    Some((kept, length))
}

impl FromStr for Postcode {
    type Err = NotAPostcode;

    /// Takes any case, with or without spaces, and stray hyphens or full stops.
    fn from_str(text: &str) -> Result<Self, NotAPostcode> {
        let packed = bare(text).and_then(|(kept, length)| {
            let kept = kept.get(..length)?;
            let (out, inward) = kept.split_at_checked(length.checked_sub(3)?)?;
            let &[figure @ b'0'..=b'9', a @ b'A'..=b'Z', b @ b'A'..=b'Z'] = inward else { return None };
            let second = (u32::from(figure - b'0') * LETTERS + u32::from(a - b'A')) * LETTERS + u32::from(b - b'A');
            Some(pack_outcode(out)? * IN_OUTCODE + second)
        });
        packed.map(Self).ok_or_else(|| NotAPostcode(text.to_owned()))
    }
}

impl fmt::Display for Postcode {
    /// Writes it as Royal Mail does: `NR3 1AA`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0 % IN_SECTOR;
        write!(f, "{}{}{}", self.sector(), letter(second / LETTERS), letter(second % LETTERS))
    }
}

/// An outcode or a sector written in any manner, as it is coded here (`nr31` may be the outcode
/// `NR31` or the sector `NR3 1`): all that it may mean, the likelier first.
pub(super) fn partial_postcodes(text: &str) -> Vec<String> {
    let Some((kept, length)) = bare(text) else { return Vec::new() };
    let kept = &kept[..length];
    let mut codes = Vec::new();
    if let Some(outcode) = pack_outcode(kept) {
        codes.push(unpack_outcode(outcode));
    }
    if let Some((&last @ b'0'..=b'9', out)) = kept.split_last()
        && let Some(outcode) = pack_outcode(out)
    {
        codes.push(format!("{} {}", unpack_outcode(outcode), char::from(last)));
    }
    let apart = text.split_whitespace().next_back().is_some_and(|part| part.len() == 1);
    if apart {
        codes.reverse();
    }
    codes
}

/// What the store knows about a postcode.
#[derive(Clone, Debug, PartialEq)]
pub struct PostcodeRow {
    /// The postcode.
    pub postcode: Postcode,
    /// The district around it.
    pub district: PlaceCode,
    /// The council with social services around it.
    pub council: PlaceCode,
    /// The care board of its area until 31 March 2026.
    pub icb_before: PlaceCode,
    /// Degrees north (WGS 84).
    pub latitude: f64,
    /// Degrees east (WGS 84).
    pub longitude: f64,
    /// Whether it was in use in September 2025; `false` is retired or not yet issued then.
    pub is_live: bool,
}

/// Finds a postcode, in whatever manner it is written; `None` when it is not of this region, or
/// not a postcode at all.
pub async fn postcode_find(db: &Db, tenant: i64, text: &str) -> Result<Option<PostcodeRow>, PlacesError> {
    let Ok(postcode) = text.parse::<Postcode>() else { return Ok(None) };
    let row = db
        .row(
            "select p.district_code, a.council_code, a.icb_before_code, p.latitude, p.longitude, p.is_live \
             from postcode p join atom a on a.tenant = p.tenant and a.atom_no = p.atom_no \
             where p.tenant = $1 and p.postcode_no = $2",
            args![tenant, postcode.packed()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(PostcodeRow {
        postcode,
        district: PlaceCode::new(&row.get::<String>(0)?),
        council: PlaceCode::new(&row.get::<String>(1)?),
        icb_before: PlaceCode::new(&row.get::<String>(2)?),
        latitude: row.get(3)?,
        longitude: row.get(4)?,
        is_live: row.get(5)?,
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_postcode_is_read_however_it_is_written() {
        for text in ["NR3 1AA", "nr31aa", " Nr3  1aA ", "N R 3 1 A A", "nr3-1aa"] {
            assert_eq!(text.parse::<Postcode>().unwrap().to_string(), "NR3 1AA", "{text:?}");
        }
        let longest: Postcode = "EC1A1BB".parse().unwrap();
        assert_eq!((longest.outcode().as_str(), longest.sector().as_str()), ("EC1A", "EC1A 1"));
    }

    #[test]
    fn what_is_no_postcode_is_refused() {
        for text in
            ["", "NR3", "NR3 AAA", "3NR 1AA", "NRR3 1AA", "NR3 1A", "NR345 1AA", "NR3 1AA!", "ŃR3 1AA", "NRA 1AA"]
        {
            assert!(text.parse::<Postcode>().is_err(), "{text:?} was taken for a postcode");
        }
    }

    #[test]
    fn half_a_postcode_may_mean_an_outcode_or_a_sector() {
        assert_eq!(partial_postcodes("nr31"), ["NR31", "NR3 1"]);
        assert_eq!(partial_postcodes("nr3 1"), ["NR3 1", "NR31"]);
        assert_eq!(partial_postcodes("PE13 2"), ["PE13 2"]);
        assert_eq!(partial_postcodes("pe13"), ["PE13", "PE1 3"]);
        assert!(partial_postcodes("norfolk").is_empty());
    }

    proptest! {
        #[test]
        fn packing_keeps_every_postcode_apart_and_in_its_sector(
            text in "[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}",
        ) {
            let postcode: Postcode = text.parse().unwrap();
            prop_assert_eq!(postcode.to_string(), &text[..]);
            prop_assert!(postcode.sector_range().contains(&postcode.packed()));
            prop_assert!(postcode.outcode_range().contains(&postcode.packed()));
            prop_assert_eq!(Postcode(postcode.packed()), postcode);
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC*") {
            let _ = text.parse::<Postcode>();
            let _ = partial_postcodes(&text);
        }
    }
}
