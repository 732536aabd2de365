//! Parameters: each with a central value, bounds, an evidence grade and a source, as data.

use crate::given::{Given, GivenError};
use crate::random::{Key, Purpose};

const CARRIED: &str = include_str!("../../../../data/reference/projection/parameters.toml");

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// A parameter of the model; what it means and where it is from stands in `parameters.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Parameter { $($(#[$doc])* $name),* }
        impl Parameter {
            /// Every parameter, in order.
            pub const ALL: &[Parameter] = &[$(Parameter::$name),*];
            /// Its key in the file.
            pub const fn key(self) -> &'static str { match self { $(Parameter::$name => $key),* } }
        }
    };
}

parameters! {
    /// Leave: share a month.
    Leave = "leave",
    /// Age under 20: log hazard.
    AgeUnder20 = "age_under_20",
    /// Age 20s: log hazard.
    Age20s = "age_20s",
    /// Age 50s: log hazard.
    Age50s = "age_50s",
    /// Age 60 plus: log hazard.
    Age60Plus = "age_60_plus",
    /// Tenure first year: log hazard.
    TenureFirstYear = "tenure_first_year",
    /// Tenure 3 years: log hazard.
    Tenure3Years = "tenure_3_years",
    /// Tenure 10 years: log hazard.
    Tenure10Years = "tenure_10_years",
    /// Pay elasticity: elasticity of leaving.
    PayElasticity = "pay_elasticity",
    /// Zero hours: log hazard.
    ZeroHours = "zero_hours",
    /// Full time: log hazard.
    FullTime = "full_time",
    /// Trained: log hazard.
    Trained = "trained",
    /// Qualified: log hazard.
    Qualified = "qualified",
    /// Commute far: log hazard.
    CommuteFar = "commute_far",
    /// Overseas: log hazard.
    Overseas = "overseas",
    /// Senior: log hazard.
    Senior = "senior",
    /// Nurse: log hazard.
    Nurse = "nurse",
    /// Manager: log hazard.
    Manager = "manager",
    /// Professional: log hazard.
    Professional = "professional",
    /// Other: log hazard.
    Other = "other",
    /// Home care: log hazard.
    HomeCare = "home_care",
    /// Workplace spread: standard deviation of log hazard.
    WorkplaceSpread = "workplace_spread",
    /// Person spread: standard deviation of log hazard.
    PersonSpread = "person_spread",
    /// Retire 60: share a month.
    Retire60 = "retire_60",
    /// Retire 67: share a month.
    Retire67 = "retire_67",
    /// Stay in care: share of leavers.
    StayInCare = "stay_in_care",
    /// To health: share of leavers.
    ToHealth = "to_health",
    /// Fill: share of vacancies a month.
    Fill = "fill",
    /// Fill crowding: elasticity of filling to vacancies.
    FillCrowding = "fill_crowding",
    /// Supply elasticity: elasticity of filling to pay.
    SupplyElasticity = "supply_elasticity",
    /// Overseas share: share of starters from outside care.
    OverseasShare = "overseas_share",
    /// Internal promotion: share of senior posts filled from within.
    InternalPromotion = "internal_promotion",
    /// Train: share a month of the untrained.
    Train = "train",
    /// Qualify: share a month.
    Qualify = "qualify",
    /// Hours change: share a month.
    HoursChange = "hours_change",
    /// Close: share of workplaces a year.
    Close = "close",
    /// Close pay: per cent of the chance of closing per 1 % of pay above the living wage.
    ClosePay = "close_pay",
    /// Transfer: share of posts carried over when a workplace closes.
    Transfer = "transfer",
    /// Living wage growth: a year.
    LivingWageGrowth = "living_wage_growth",
    /// Pay follow: care pay growth over living wage growth.
    PayFollow = "pay_follow",
    /// Outside follow: outside pay growth over living wage growth.
    OutsideFollow = "outside_follow",
    /// Agency cover: share of vacant hours covered by agency.
    AgencyCover = "agency_cover",
    /// Agency premium: pence an hour above employed cost.
    AgencyPremium = "agency_premium",
    /// Leaver cost: pence a leaver.
    LeaverCost = "leaver_cost",
    /// Lever cap: log hazard.
    LeverCap = "lever_cap",
    /// Demand drift: a year.
    DemandDrift = "demand_drift",
}

/// How sure one may be of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// A design that bears a causal reading.
    Causal,
    /// A published difference between groups.
    Association,
    /// A published figure.
    Published,
    /// Worked out from published figures.
    Derived,
    /// A survey of few.
    Survey,
    /// Fitted to published totals.
    Calibrated,
    /// No figure was found.
    Assumed,
}

impl Grade {
    const ALL: [Grade; 7] = [
        Grade::Causal,
        Grade::Association,
        Grade::Published,
        Grade::Derived,
        Grade::Survey,
        Grade::Calibrated,
        Grade::Assumed,
    ];

    /// The word for it in files and on pages.
    pub const fn word(self) -> &'static str {
        match self {
            Grade::Causal => "causal",
            Grade::Association => "association",
            Grade::Published => "published",
            Grade::Derived => "derived",
            Grade::Survey => "survey",
            Grade::Calibrated => "calibrated",
            Grade::Assumed => "assumed",
        }
    }

    pub(crate) fn given(given: &Given<'_>) -> Result<Grade, GivenError> {
        let words = Grade::ALL.map(Grade::word);
        let at = given.one_of("grade", &words)?;
        Ok(Grade::ALL[at])
    }
}

/// A value with its bounds and where they are from.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// Central value.
    pub value: f64,
    /// Least.
    pub low: f64,
    /// Most.
    pub high: f64,
    /// How sure.
    pub grade: Grade,
    /// What is counted.
    pub unit: String,
    /// Where from.
    pub source: String,
}

impl Range {
    pub(crate) fn given(given: &Given<'_>) -> Result<Range, GivenError> {
        let bounds = f64::MIN..=f64::MAX;
        let (low, high) = (given.number("low", bounds.clone())?, given.number("high", bounds)?);
        if low > high {
            return Err(given.refuse("high", &format!("a number not below low ({low})")));
        }
        let value = given.number("value", low..=high)?;
        let source = given.text("source")?.to_owned();
        Ok(Range { value, low, high, grade: Grade::given(given)?, unit: given.text("unit")?.to_owned(), source })
    }

    /// The value below which the share `at` of the triangle over low, value and high lies.
    pub fn quantile(&self, at: f64) -> f64 {
        let (width, left) = (self.high - self.low, self.value - self.low);
        if width <= 0.0 {
            return self.value;
        }
        if at < left / width {
            self.low + (at * width * left).sqrt()
        } else {
            self.high - ((1.0 - at) * width * (self.high - self.value)).sqrt()
        }
    }
}

/// All parameters with their ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges(Vec<Range>);

/// One value for each parameter: what a run uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Values(Vec<f64>);

impl Ranges {
    /// The parameters that this program carries.
    pub fn carried() -> Result<Ranges, GivenError> {
        Ranges::read("parameters.toml", CARRIED)
    }

    /// Reads a file of parameters; every parameter must be there, and nothing else.
    pub fn read(file: &str, text: &str) -> Result<Ranges, GivenError> {
        let table = Given::parse(file, text)?;
        let root = Given::root(file, &table);
        let keys: Vec<&str> = Parameter::ALL.iter().map(|parameter| parameter.key()).collect();
        let parameters = root.table("parameters")?;
        parameters.only(&keys)?;
        let ranges = keys.iter().map(|key| Range::given(&parameters.table(key)?)).collect::<Result<_, _>>()?;
        Ok(Ranges(ranges))
    }

    /// The range of a parameter.
    pub fn of(&self, parameter: Parameter) -> &Range {
        &self.0[parameter as usize]
    }

    /// Every parameter at its central value.
    pub fn central(&self) -> Values {
        Values(self.0.iter().map(|range| range.value).collect())
    }

    /// Every parameter drawn from its range; the same seed and draw give the same values.
    pub fn draw(&self, seed: u64, draw: u32) -> Values {
        let key = Key::new(seed, Purpose::Parameter);
        let at = |index: usize| (f64::from(key.words(index as u32, draw)[0]) + 0.5) / 4_294_967_296.0;
        Values(self.0.iter().enumerate().map(|(index, range)| range.quantile(at(index))).collect())
    }
}

impl Values {
    /// The value of a parameter.
    pub fn of(&self, parameter: Parameter) -> f64 {
        self.0[parameter as usize]
    }

    /// The same values with one of them another.
    #[must_use]
    pub fn with(mut self, parameter: Parameter, value: f64) -> Values {
        self.0[parameter as usize] = value;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_triangle_ends_at_its_bounds_and_its_mean_is_that_of_three_corners() {
        let range =
            Range { value: 2.0, low: 1.0, high: 5.0, grade: Grade::Causal, unit: String::new(), source: String::new() };
        assert!((range.quantile(0.0) - 1.0).abs() < 1e-12 && (range.quantile(1.0) - 5.0).abs() < 1e-12);
        let mean = (0..10_000).map(|at| range.quantile((f64::from(at) + 0.5) / 10_000.0)).sum::<f64>() / 10_000.0;
        assert!((mean - 8.0 / 3.0).abs() < 1e-4, "{mean}");
    }

    #[test]
    fn a_bad_parameter_is_named_with_file_key_and_what_is_allowed() {
        let told = |from: &str, to: &str| {
            assert!(CARRIED.contains(from), "{from}");
            Ranges::read("mine.toml", &CARRIED.replacen(from, to, 1)).unwrap_err().to_string()
        };
        let missing = told("[parameters.fill]", "[parameters.filling]");
        assert!(
            missing.starts_with("mine.toml: parameters.filling is not known; allowed are leave, age_under_20"),
            "{missing}"
        );
        let outside = told("value = 0.4\n", "value = 4.0\n");
        assert_eq!(outside, "mine.toml: parameters.age_under_20.value must be a number from 0.2 to 0.6");
        let grade = told("grade = \"causal\"", "grade = \"sure\"");
        assert!(grade.contains("pay_elasticity.grade must be one of causal, association"), "{grade}");
        let torn = Ranges::read("mine.toml", "[parameters").unwrap_err().to_string();
        assert!(torn.starts_with("mine.toml: line 1 is not TOML"), "{torn}");
    }
}
