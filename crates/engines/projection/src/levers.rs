//! Levers: what could be done, as data. Each names the activity of the strategy that it models, whom it reaches, how it
//! comes in, what it costs and whom, and which rates it moves by how much on what evidence.

use crate::given::{Given, GivenError};
use crate::parameters::Range;
use crate::start::{ROLES, SERVICES};

const CARRIED: &str = include_str!("../../../../data/reference/projection/levers.toml");

/// A rate that a lever may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// Leaving a post.
    Leave,
    /// Filling a vacancy.
    Recruit,
    /// Gaining a qualification.
    Qualify,
    /// Filling senior posts from within.
    Promote,
    /// Zero-hours contracts made into guaranteed hours.
    Contract,
}

impl Rate {
    /// Every rate, in the order of [`Lever::effects`].
    pub const ALL: [Rate; 5] = [Rate::Leave, Rate::Recruit, Rate::Qualify, Rate::Promote, Rate::Contract];
    const KEYS: [&str; 5] = ["leave", "recruit", "qualify", "promote", "contract"];
}

/// Who pays, or who saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// Care employers.
    Provider,
    /// Councils, and through them those who pay for their own care.
    Council,
    /// The health service.
    Nhs,
    /// The Treasury.
    Treasury,
}

impl Payer {
    /// Every payer, in order.
    pub const ALL: [Payer; 4] = [Payer::Provider, Payer::Council, Payer::Nhs, Payer::Treasury];
    /// Words for them in files.
    pub const WORDS: [&str; 4] = ["provider", "council", "nhs", "treasury"];

    fn given(given: &Given<'_>, key: &str) -> Result<Payer, GivenError> {
        given.one_of(key, &Payer::WORDS).map(|at| Payer::ALL[at])
    }
}

/// A lever as it stands in the library.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The activity of the strategy that it models.
    pub activity: String,
    /// Where it is from.
    pub source: String,
    /// What it does to each rate of [`Rate::ALL`]: a log change, or for contracts a share a month.
    pub effects: [Option<Range>; 5],
    /// A floor under hourly pay when the lever starts, pence; it rises with the living wage.
    pub pay_floor: Option<u32>,
    /// Share of workers reached when fully in.
    pub reach: f64,
    /// Months until it is fully in, in a straight line of quarters.
    pub phase_months: u32,
    /// Pence a year for each worker reached.
    pub cost: i64,
    /// Pence for each starter reached.
    pub cost_starter: i64,
    /// Who pays both, and the rise of pay under a floor.
    pub payer: Payer,
    /// Pence a year saved for each worker reached.
    pub saves: i64,
    /// Who saves that.
    pub saves_for: Payer,
    /// Pence saved by employers for each starter reached who comes from another care employer.
    pub saves_mover: i64,
    /// Role groups it is for, a bit each.
    pub roles: u32,
    /// Services it is for, a bit each.
    pub services: u32,
}

const LEVER_KEYS: [&str; 19] = [
    "name",
    "activity",
    "source",
    "leave",
    "recruit",
    "qualify",
    "promote",
    "contract",
    "pay_floor",
    "reach",
    "phase_months",
    "cost",
    "cost_starter",
    "payer",
    "saves",
    "saves_for",
    "saves_mover",
    "roles",
    "services",
];
/// Keys by which a scenario may change a lever of the library.
const CHANGES: [&str; 8] = ["pay_floor", "reach", "phase_months", "cost", "cost_starter", "payer", "roles", "services"];

/// The levers that this program carries.
pub fn library() -> Result<Vec<Lever>, GivenError> {
    read("levers.toml", CARRIED)
}

/// Reads a file of levers.
pub fn read(file: &str, text: &str) -> Result<Vec<Lever>, GivenError> {
    let table = Given::parse(file, text)?;
    let root = Given::root(file, &table);
    root.only(&["format", "levers"])?;
    let levers = root.table("levers")?;
    levers.keys().map(|id| lever(id, &levers.table(id)?)).collect()
}

fn lever(id: &str, given: &Given<'_>) -> Result<Lever, GivenError> {
    given.only(&LEVER_KEYS)?;
    let mut effects = [const { None }; 5];
    for (effect, key) in effects.iter_mut().zip(Rate::KEYS) {
        if given.has(key) {
            let range = Range::given(&given.table(key)?)?;
            let least = if key == "contract" { 0.0 } else { -3.0 };
            if range.low < least || range.high > 3.0 {
                return Err(given.refuse(key, &format!("within {least} to 3")));
            }
            *effect = Some(range);
        }
    }
    let mut lever = Lever {
        id: id.to_owned(),
        name: given.text("name")?.to_owned(),
        activity: given.text("activity")?.to_owned(),
        source: given.text("source")?.to_owned(),
        effects,
        pay_floor: None,
        reach: 0.0,
        phase_months: 0,
        cost: 0,
        cost_starter: 0,
        payer: Payer::given(given, "payer")?,
        saves: given.whole_or("saves", 0..=10_000_000, 0)?,
        saves_for: if given.has("saves_for") { Payer::given(given, "saves_for")? } else { Payer::Provider },
        saves_mover: given.whole_or("saves_mover", 0..=10_000_000, 0)?,
        roles: u32::MAX,
        services: u32::MAX,
    };
    given.number("reach", 0.0..=1.0)?;
    given.whole("cost", 0..=10_000_000)?;
    change(&mut lever, given)?;
    if lever.pay_floor.is_none() && lever.effects.iter().all(Option::is_none) {
        return Err(given.refuse("leave", "there, or another effect or pay_floor, each with its evidence"));
    }
    Ok(lever)
}

/// Takes over what a scenario says otherwise.
fn change(lever: &mut Lever, given: &Given<'_>) -> Result<(), GivenError> {
    if given.has("pay_floor") {
        lever.pay_floor = Some(given.whole("pay_floor", 1..=20_000)? as u32);
    }
    lever.reach = given.number_or("reach", 0.0..=1.0, lever.reach)?;
    lever.phase_months = given.whole_or("phase_months", 0..=240, i64::from(lever.phase_months))? as u32;
    lever.cost = given.whole_or("cost", 0..=10_000_000, lever.cost)?;
    lever.cost_starter = given.whole_or("cost_starter", 0..=10_000_000, lever.cost_starter)?;
    if given.has("payer") {
        lever.payer = Payer::given(given, "payer")?;
    }
    let bits =
        |list: Option<Vec<usize>>, all: u32| list.map_or(all, |list| list.iter().fold(0, |set, at| set | 1 << at));
    lever.roles = bits(given.some_of("roles", &ROLES)?, lever.roles);
    lever.services = bits(given.some_of("services", &SERVICES)?, lever.services);
    Ok(())
}

/// A lever in a scenario: the library's, with what the scenario changes, from a month on.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The lever.
    pub lever: Lever,
    /// First month, counted from January of year 0.
    pub start: i32,
}

impl Use {
    pub(crate) fn given(
        given: &Given<'_>,
        library: &[Lever],
        years: std::ops::RangeInclusive<i32>,
    ) -> Result<Use, GivenError> {
        let ids: Vec<&str> = library.iter().map(|lever| lever.id.as_str()).collect();
        let mut lever = library[given.one_of("id", &ids)?].clone();
        given.only(&[&["id", "start"], &CHANGES[..]].concat())?;
        change(&mut lever, given)?;
        Ok(Use { lever, start: given.month("start", years)? })
    }

    /// Share of those it is for who are reached in a month: quarters of a straight line.
    pub fn reached(&self, month: i32) -> f64 {
        let since = month - self.start;
        if since < 0 {
            return 0.0;
        }
        let quarters = (f64::from(self.lever.phase_months) / 3.0).ceil();
        let in_ = if quarters < 1.0 { 1.0 } else { f64::from(since / 3 + 1) / quarters };
        self.lever.reach * in_.min(1.0)
    }

    /// Whether what it does in this month differs from the month before.
    pub fn changes(&self, month: i32) -> bool {
        (self.reached(month) - self.reached(month - 1)).abs() > 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lever_of_the_library_is_whole() {
        let library = library().unwrap();
        assert!(library.len() >= 14, "{}", library.len());
        let parity = library.iter().find(|lever| lever.id == "pay_parity").unwrap();
        assert_eq!((parity.pay_floor, parity.roles), (Some(1275), 0b10_0011));
    }

    #[test]
    fn a_lever_without_evidence_is_refused() {
        let told = |from: &str, to: &str| read("l.toml", &CARRIED.replacen(from, to, 1)).unwrap_err().to_string();
        let grade = told("grade = \"assumed\"\n", "");
        assert!(grade.starts_with("l.toml: levers.sick_pay.leave.grade must be one of causal"), "{grade}");
        let nothing = told("pay_floor = 1275\n", "");
        assert!(nothing.contains("levers.pay_parity.leave must be there, or another effect"), "{nothing}");
        let negative = told("pay_floor = 1275", "pay_floor = -5");
        assert_eq!(negative, "l.toml: levers.pay_parity.pay_floor must be a whole number from 1 to 20000");
    }

    #[test]
    fn a_lever_comes_in_by_quarters() {
        let mut lever = library().unwrap().remove(1);
        (lever.reach, lever.phase_months) = (0.8, 12);
        let used = Use { lever, start: 100 };
        let reached: Vec<f64> = [99, 100, 102, 103, 109, 200].map(|month| used.reached(month)).to_vec();
        assert_eq!(reached, [0.0, 0.2, 0.2, 0.4, 0.8, 0.8]);
        assert!(used.changes(103) && !used.changes(104));
    }
}
