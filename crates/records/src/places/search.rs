//! Finding a place by what people type: a postcode, half of one, a code, a name nearly right.

use super::list::{place_columns, read_place};
use super::postcode::partial_postcodes;
use super::{Place, PlaceCode, PlaceKind, PlacesError, Postcode, place_get, postcode_find};
use crate::sql::{Db, args};

/// Why a place was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// The text is a postcode that lies in it.
    Postcode(Postcode),
    /// The text is its code, outcode or sector.
    Code,
    /// The text is its name, or another spelling or former name of it.
    Name,
    /// The text begins its name or a word of it.
    Beginning,
    /// The text is its name but for so many letters.
    Nearly(usize),
}

/// A place found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The place.
    pub place: Place,
    /// Why it was found.
    pub why: Match,
}

/// The most hits given.
const MOST: usize = 20;

/// Finds places by what was typed, the likeliest first, twenty at most: a postcode gives its council and
/// district; otherwise codes, outcodes and sectors, then names, forgiving case, spaces, small words and a few
/// wrong letters.
pub async fn place_search(db: &Db, tenant: i64, text: &str) -> Result<Vec<Hit>, PlacesError> {
    if let Some(row) = postcode_find(db, tenant, text).await? {
        let mut hits = Vec::new();
        for code in [&row.council, &row.district] {
            let seen = hits.iter().any(|hit: &Hit| hit.place.code == *code);
            if !seen && let Some(place) = place_get(db, tenant, code).await? {
                hits.push(Hit { place, why: Match::Postcode(row.postcode) });
            }
        }
        return Ok(hits);
    }
    let mut hits = Vec::new();
    let mut codes = partial_postcodes(text);
    codes.push(text.trim().to_uppercase());
    for code in codes {
        if let Some(place) = place_get(db, tenant, &PlaceCode::new(&code)).await? {
            hits.push(Hit { place, why: Match::Code });
        }
    }
    hits.extend(by_name(db, tenant, text).await?);
    hits.truncate(MOST);
    Ok(hits)
}

async fn by_name(db: &Db, tenant: i64, text: &str) -> Result<Vec<Hit>, PlacesError> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db
        .rows(
            concat!(
                "select ",
                place_columns!(),
                ", s.spelling from place p left join place_spelling s on s.tenant = p.tenant and s.code = p.code \
                 where p.tenant = $1 and p.kind not in ('outcode', 'sector')"
            ),
            args![tenant],
        )
        .await?;
    let mut hits: Vec<(usize, Hit)> = Vec::new();
    for row in &rows {
        let place = read_place(row)?;
        let spelling: Option<String> = row.get(11)?;
        let names = [Some(place.name.as_str()), Some(place.short_name.as_str()), spelling.as_deref()];
        let best = names.into_iter().flatten().filter_map(|name| compare(&wanted, &plain(name))).min_by_key(rank);
        let Some(why) = best else { continue };
        let rank = rank(&why);
        match hits.iter_mut().find(|(_, hit)| hit.place.code == place.code) {
            Some(known) if known.0 <= rank => {}
            Some(known) => *known = (rank, Hit { place, why }),
            None => hits.push((rank, Hit { place, why })),
        }
    }
    hits.sort_by(|a, b| (a.0, order(&a.1.place)).cmp(&(b.0, order(&b.1.place))));
    Ok(hits.into_iter().map(|(_, hit)| hit).collect())
}

/// Among equally good hits, councils come first, then districts, then what is larger; places that have ended last.
fn order(place: &Place) -> (bool, u8, &str) {
    let kind = match place.kind {
        PlaceKind::Council => 0,
        PlaceKind::District => 1,
        PlaceKind::Icb => 2,
        _ => 3,
    };
    (place.period.to.is_some(), kind, &place.short_name)
}

fn rank(why: &Match) -> usize {
    match why {
        Match::Postcode(_) | Match::Code | Match::Name => 0,
        Match::Beginning => 1,
        Match::Nearly(letters) => 1 + letters,
    }
}

/// A name without case, punctuation and the words that people leave out.
fn plain(name: &str) -> String {
    const LEFT_OUT: [&str; 9] = ["the", "of", "and", "council", "borough", "county", "city", "district", "nhs"];
    let bare: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let apart = name.replace('\'', "");
    let bare = if apart.len() == name.len() {
        bare
    } else {
        apart.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect()
    };
    let words: Vec<&str> = bare.split_whitespace().filter(|word| !LEFT_OUT.contains(word)).collect();
    words.join(" ").replace("saint ", "st ")
}

/// How the wanted text agrees with a name, both [`plain`]; `None` when it does not.
fn compare(wanted: &str, name: &str) -> Option<Match> {
    let (wanted_close, name_close) = (wanted.replace(' ', ""), name.replace(' ', ""));
    if wanted_close == name_close {
        return Some(Match::Name);
    }
    let begins = name_close.starts_with(&wanted_close) || name.split(' ').any(|word| word.starts_with(wanted));
    if wanted_close.chars().count() >= 3 && begins {
        return Some(Match::Beginning);
    }
    let length = wanted_close.chars().count();
    let allowed = match length {
        0..=3 => 0,
        4..=6 => 1,
        7..=9 => 2,
        10..=64 => 3,
        _ => return None,
    };
    let letters = distance(&wanted_close, &name_close, allowed)?;
    Some(Match::Nearly(letters))
}

/// How many letters must be put in, taken out, exchanged or swapped with their neighbour to make one text of
/// the other (optimal string alignment); `None` above `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&letters| letters > 0 && letters <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_without_case_small_words_or_a_few_letters() {
        for (text, name, why) in [
            ("Bedford Borough", "Bedford", Some(Match::Name)),
            ("southend on sea", "Southend-on-Sea", Some(Match::Name)),
            ("kings lynn and west norfolk", "King's Lynn and West Norfolk", Some(Match::Name)),
            ("saint albans", "St Albans", Some(Match::Name)),
            ("Norflok", "Norfolk", Some(Match::Nearly(1))),
            ("Peterboro", "Peterborough", Some(Match::Beginning)),
            ("Hertfordhsire", "Hertfordshire", Some(Match::Nearly(1))),
            ("lynn", "King's Lynn and West Norfolk", Some(Match::Beginning)),
            ("St Edmundsbry", "St Edmundsbury", Some(Match::Nearly(1))),
            ("Kent", "Essex", None),
            ("Luto", "Bedford", None),
        ] {
            assert_eq!(compare(&plain(text), &plain(name)), why, "{text:?} and {name:?}");
        }
    }

    #[test]
    fn a_very_long_text_is_no_name_and_costs_nothing() {
        assert_eq!(compare(&"x".repeat(100_000), "norfolk"), None);
    }
}
