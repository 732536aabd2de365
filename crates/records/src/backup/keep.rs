//! Which backups of a folder are kept.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::ISOWeekDate;
use jiff::tz::TimeZone;

/// How many backups are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// The newest of each of so many days.
    pub daily: usize,
    /// The newest of each of so many weeks.
    pub weekly: usize,
}

const FORM: &str = "vocation-%Y%m%dT%H%M%SZ.backup";

/// The name of a backup made at a moment: `vocation-20261125T152800Z.backup`.
pub fn file_name(now: Timestamp) -> String {
    now.strftime(FORM).to_string()
}

/// The moment in such a name; nothing for any other file.
pub fn moment_of(name: &str) -> Option<Timestamp> {
    let moment = TimeZone::UTC.to_timestamp(jiff::civil::DateTime::strptime(FORM, name).ok()?).ok()?;
    (file_name(moment) == name).then_some(moment)
}

/// Which of these names may go: not the newest, not the newest of a day or week that is kept, and nothing that does not
/// bear a name of ours.
pub fn expired<'n>(names: &[&'n str], keep: Keep) -> Vec<&'n str> {
    let mut known: Vec<_> = names.iter().filter_map(|name| Some((moment_of(name)?, *name))).collect();
    known.sort();
    known.reverse();
    let (mut days, mut weeks) = (BTreeSet::new(), BTreeSet::new());
    let mut gone = Vec::new();
    for (index, (moment, name)) in known.into_iter().enumerate() {
        let day = TimeZone::UTC.to_datetime(moment).date();
        let week: ISOWeekDate = day.iso_week_date();
        let daily = days.len() < keep.daily && days.insert(day);
        let weekly = weeks.len() < keep.weekly && weeks.insert((week.year(), week.week()));
        if index > 0 && !daily && !weekly {
            gone.push(name);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_its_moment_and_other_files_have_none() {
        let now = "2026-11-25T15:28:00Z".parse().unwrap();
        assert_eq!(file_name(now), "vocation-20261125T152800Z.backup");
        assert_eq!(moment_of("vocation-20261125T152800Z.backup"), Some(now));
        for other in
            ["vocation.db", "vocation-20261125T152800Z.backup.partial", "vocation-20261325T152800Z.backup", "x"]
        {
            assert_eq!(moment_of(other), None, "{other}");
        }
    }

    #[test]
    fn the_newest_of_each_day_and_week_stays_and_the_newest_of_all_always() {
        let names = [
            "vocation-20261101T020000Z.backup", // Sunday: the newest of its week
            "vocation-20261112T020000Z.backup",
            "vocation-20261113T020000Z.backup", // the newest of its week
            "vocation-20261123T020000Z.backup",
            "vocation-20261124T020000Z.backup",
            "vocation-20261125T010000Z.backup",
            "vocation-20261125T020000Z.backup",
            "notes.txt",
        ];
        let gone = expired(&names, Keep { daily: 2, weekly: 3 });
        assert_eq!(gone, [names[5], names[3], names[1]]);
        assert_eq!(expired(&names, Keep { daily: 0, weekly: 0 }).len(), 6, "one is always left");
        assert_eq!(expired(&[], Keep { daily: 2, weekly: 3 }), [""; 0]);
    }
}
