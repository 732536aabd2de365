//! Where a projection starts: places with their people, services and roles with their shares, and posts in every cell.

use crate::given::{Given, GivenError};
use crate::population::{Population, PopulationError};

const CARRIED: &str = include_str!("../../../../data/reference/projection/start.toml");
const EAST: &str = include_str!("../../../../data/synth/calibration_east.csv");
const ENGLAND: &str = include_str!("../../../../data/synth/councils_england.csv");
const TURNOVER: &str = include_str!("../../../../data/synth/turnover_by_council.csv");

/// Services of a projection.
pub const SERVICES: [&str; 4] = ["nursing_home", "care_home", "home_care", "community"];
/// Role groups of a projection.
pub const ROLES: [&str; 6] = ["care_worker", "senior_care_worker", "nurse", "manager", "professional", "other"];

/// A council at the start.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Posts by service and role.
    pub posts: [[u32; ROLES.len()]; SERVICES.len()],
    /// Workplaces by service.
    pub workplaces: [u32; SERVICES.len()],
    /// Log difference of its hazard of leaving from the mean.
    pub leaving: f64,
    /// Share of posts vacant.
    pub vacancy: f64,
    /// Its people, now and as projected.
    pub population: Population,
}

/// A service at the start.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Share of its posts that support people of working age.
    pub working_age: f64,
    /// Share of its direct care staff on zero-hours contracts.
    pub zero_hours: f64,
    share: f64,
    workplaces: f64,
    roles: [f64; ROLES.len()],
}

/// A role group at the start.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Pay against a care worker's.
    pub pay: f64,
    /// Pay outside care against the living wage.
    pub outside: f64,
    /// Standard deviation of log pay.
    pub spread: f64,
}

/// The start of a projection.
#[derive(Clone, Debug)]
pub struct Start {
    /// The places.
    pub places: Vec<Place>,
    /// The services, in the order of [`SERVICES`].
    pub services: Vec<Service>,
    /// The role groups, in the order of [`ROLES`].
    pub roles: Vec<Role>,
    /// Share of all posts vacant.
    pub vacancy: f64,
}

/// Why a start cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The assumptions.
    #[error(transparent)]
    Given(#[from] GivenError),
    /// The people.
    #[error(transparent)]
    Population(#[from] PopulationError),
    /// A row of a council.
    #[error("{file}: {code} needs numbers of people aged 18 to 64 and 65 and over")]
    Council {
        /// The file.
        file: &'static str,
        /// The council's code.
        code: String,
    },
}

struct Council {
    code: String,
    name: String,
    older: f64,
    working_age: f64,
    turnover: Option<f64>,
    vacancy: Option<f64>,
}

impl Start {
    /// The East of England: eleven councils.
    pub fn east() -> Result<Start, StartError> {
        let councils = rows(EAST).filter(|row| row[0] != "E06000042").map(|row| {
            council("calibration_east.csv", &row, [5, 4], row.get(18).and_then(|text| text.parse().ok()), row.get(20))
        });
        Start::make("east", councils.collect::<Result<_, _>>()?)
    }

    /// England: every council with social services, its posts in proportion to its people.
    pub fn england() -> Result<Start, StartError> {
        let councils = rows(ENGLAND).map(|row| {
            let latest = rows(TURNOVER).filter(|turnover| turnover[0] == row[0]).last();
            let turnover = latest.and_then(|turnover| turnover.get(3)?.parse().ok());
            council("councils_england.csv", &row, [4, 3], turnover, None)
        });
        Start::make("england", councils.collect::<Result<_, _>>()?)
    }

    fn make(totals: &str, councils: Vec<Council>) -> Result<Start, StartError> {
        let table = Given::parse("start.toml", CARRIED)?;
        let root = Given::root("start.toml", &table);
        let services = services(&root.table("services")?)?;
        let roles = roles(&root.table("roles")?)?;
        let division = root.table("division")?;
        let (older, younger) = (division.number("older", 0.0..=1.0)?, division.number("working_age", 0.0..=1.0)?);
        let total = root.table("totals")?.table(totals)?;
        let (posts, workplaces) = (total.whole("posts", 1..=100_000_000)?, total.whole("workplaces", 1..=10_000_000)?);
        let vacancy = total.number("vacancy", 0.0..=0.9)?;
        let sum = |of: fn(&Council) -> f64| councils.iter().map(of).sum::<f64>().max(1.0);
        let (all_older, all_younger) = (sum(|council| council.older), sum(|council| council.working_age));
        let weight =
            |council: &Council| older * council.older / all_older + younger * council.working_age / all_younger;
        let weights: Vec<f64> = councils.iter().map(weight).collect();
        let mean = |of: fn(&Council) -> Option<f64>| {
            let known = councils.iter().zip(&weights).filter_map(|(council, weight)| Some((of(council)?, weight)));
            let (sum, all) = known.fold((0.0, 0.0), |(sum, all), (value, weight)| (sum + value * weight, all + weight));
            if all > 0.0 { sum / all } else { 1.0 }
        };
        let (turnover, vacancies) = (mean(|council| council.turnover), mean(|council| council.vacancy));
        let cells = councils.iter().enumerate().flat_map(|(place, _)| {
            let (weights, services) = (&weights, &services);
            (0..SERVICES.len() * ROLES.len()).map(move |cell| {
                let service = &services[cell / ROLES.len()];
                weights[place] * service.share * service.roles[cell % ROLES.len()]
            })
        });
        let posts = apportion(posts as u32, &cells.collect::<Vec<_>>());
        let cells = weights.iter().flat_map(|weight| services.iter().map(move |service| weight * service.workplaces));
        let workplaces = apportion(workplaces as u32, &cells.collect::<Vec<_>>());
        let places = councils.into_iter().enumerate().map(|(at, council)| {
            let mut place = Place {
                posts: [[0; ROLES.len()]; SERVICES.len()],
                workplaces: [0; SERVICES.len()],
                // Half of the log difference: one year of one council is noisy.
                leaving: council.turnover.map_or(0.0, |known| 0.5 * (known / turnover).ln()),
                vacancy: council.vacancy.map_or(vacancy, |known| vacancy * (0.5 + 0.5 * known / vacancies)),
                population: Population::carried(&council.code)?,
                code: council.code,
                name: council.name,
            };
            for service in 0..SERVICES.len() {
                let first = (at * SERVICES.len() + service) * ROLES.len();
                place.posts[service].copy_from_slice(&posts[first..first + ROLES.len()]);
                place.workplaces[service] = workplaces[at * SERVICES.len() + service].max(1);
            }
            Ok(place)
        });
        Ok(Start { places: places.collect::<Result<_, StartError>>()?, services, roles, vacancy })
    }

    /// All posts.
    pub fn posts(&self) -> u32 {
        self.places.iter().flat_map(|place| place.posts.iter().flatten()).sum()
    }

    /// The same with only some of the places, by code; `Err` holds a code that is not there.
    pub fn only(mut self, codes: &[String]) -> Result<Start, String> {
        if let Some(unknown) = codes.iter().find(|code| !self.places.iter().any(|place| place.code == **code)) {
            return Err(unknown.clone());
        }
        self.places.retain(|place| codes.contains(&place.code));
        Ok(self)
    }
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| {
        let mut quoted = false;
        let fields = line.split(move |letter| {
            quoted ^= letter == '"';
            letter == ',' && !quoted
        });
        fields.map(|field| field.trim_matches('"')).collect()
    })
}

fn council(
    file: &'static str,
    row: &[&str],
    [older, working_age]: [usize; 2],
    turnover: Option<f64>,
    vacancy: Option<&&str>,
) -> Result<Council, StartError> {
    // A count that is not published ([c], or empty) is left out of the division.
    let number = |at: usize| match row.get(at).copied() {
        Some("[c]" | "") => Some(0.0),
        text => text.and_then(|text| text.parse::<f64>().ok()).filter(|value| *value >= 0.0),
    };
    let (Some(older), Some(working_age)) = (number(older), number(working_age)) else {
        return Err(StartError::Council { file, code: row[0].to_owned() });
    };
    let vacancy = vacancy.and_then(|text| text.parse().ok());
    Ok(Council { code: row[0].to_owned(), name: row[1].to_owned(), older, working_age, turnover, vacancy })
}

fn services(given: &Given<'_>) -> Result<Vec<Service>, GivenError> {
    given.only(&SERVICES)?;
    let read = |key: &&str| {
        let of = given.table(key)?;
        Ok(Service {
            name: of.text("name")?.to_owned(),
            share: of.number("share", 0.0..=1.0)?,
            workplaces: of.number("workplaces", 0.0..=1.0)?,
            working_age: of.number("working_age", 0.0..=1.0)?,
            zero_hours: of.number("zero_hours", 0.0..=1.0)?,
            roles: of.numbers("roles", 0.0..=1.0)?,
        })
    };
    SERVICES.iter().map(read).collect()
}

fn roles(given: &Given<'_>) -> Result<Vec<Role>, GivenError> {
    given.only(&ROLES)?;
    let read = |key: &&str| {
        let of = given.table(key)?;
        Ok(Role {
            name: of.text("name")?.to_owned(),
            pay: of.number("pay", 0.5..=5.0)?,
            outside: of.number("outside", 0.5..=5.0)?,
            spread: of.number("spread", 0.0..=0.5)?,
        })
    };
    ROLES.iter().map(read).collect()
}

/// Whole numbers in proportion to weights that sum to `total`: rounded down, then one more to the largest remainders.
pub(crate) fn apportion(total: u32, weights: &[f64]) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|weight| f64::from(total) * weight / sum.max(f64::MIN_POSITIVE)).collect();
    let mut parts: Vec<u32> = exact.iter().map(|value| value.floor() as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()).then(a.cmp(b)));
    let left = total.saturating_sub(parts.iter().sum());
    for at in order.into_iter().take(left as usize) {
        parts[at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_has_its_posts_and_workplaces_to_the_last_one() {
        let start = Start::east().unwrap();
        assert_eq!((start.places.len(), start.posts()), (11, 177_000));
        assert_eq!(start.places.iter().flat_map(|place| place.workplaces).sum::<u32>(), 4_100);
        let essex = start.places.iter().find(|place| place.name == "Essex").unwrap();
        assert!(essex.posts.iter().flatten().sum::<u32>() > 30_000);
        assert_eq!(Start::england().unwrap().posts(), 1_710_000);
    }

    #[test]
    fn a_place_that_is_not_there_is_named() {
        assert_eq!(Start::east().unwrap().only(&["E99".to_owned()]).unwrap_err(), "E99");
    }
}
