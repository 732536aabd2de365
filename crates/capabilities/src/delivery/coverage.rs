//! How far the plan is covered: barrier to activity, activity to capability, everything to a measure. Gaps are listed.
//!
//! Pure: a strategy in, a list out. The page, the CSV and the command show the same list.

use vocation_records::indicators::measure::Measure;
use vocation_records::strategy::{MeasureRef, Strategy};

use super::built::built_for;

/// Whether the statements of the pulse are asked yet. Until they are, a measure that is a statement counts as missing.
pub const PULSE_IS_ASKED: bool = false;

/// What is missing where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// A barrier that no activity works on.
    BarrierWithoutActivity,
    /// A characteristic that no activity works towards.
    CharacteristicWithoutActivity,
    /// An 'I' statement that no activity works towards.
    StatementWithoutActivity,
    /// A cause of provider failure that no activity works on.
    CauseWithoutActivity,
    /// A barrier that nothing measures.
    BarrierWithoutMeasure,
    /// A characteristic that nothing measures.
    CharacteristicWithoutMeasure,
    /// An 'I' statement that nobody is asked.
    StatementWithoutMeasure,
    /// An activity whose effect nothing measures.
    ActivityWithoutMeasure,
    /// An activity that this program does not carry out yet.
    ActivityNotBuilt,
    /// An activity that works on no barrier of the plan.
    ActivityWithoutBarrier,
}

impl GapKind {
    /// All kinds, the gravest first.
    pub const ALL: [Self; 10] = [
        Self::BarrierWithoutActivity,
        Self::CharacteristicWithoutActivity,
        Self::StatementWithoutActivity,
        Self::CauseWithoutActivity,
        Self::BarrierWithoutMeasure,
        Self::CharacteristicWithoutMeasure,
        Self::StatementWithoutMeasure,
        Self::ActivityWithoutMeasure,
        Self::ActivityNotBuilt,
        Self::ActivityWithoutBarrier,
    ];

    /// The key in JSON and CSV.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BarrierWithoutActivity => "barrier-without-activity",
            Self::CharacteristicWithoutActivity => "characteristic-without-activity",
            Self::StatementWithoutActivity => "statement-without-activity",
            Self::CauseWithoutActivity => "cause-without-activity",
            Self::BarrierWithoutMeasure => "barrier-without-measure",
            Self::CharacteristicWithoutMeasure => "characteristic-without-measure",
            Self::StatementWithoutMeasure => "statement-without-measure",
            Self::ActivityWithoutMeasure => "activity-without-measure",
            Self::ActivityNotBuilt => "activity-not-built",
            Self::ActivityWithoutBarrier => "activity-without-barrier",
        }
    }

    /// The heading above the gaps of this kind.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::BarrierWithoutActivity => "Barriers that no activity works on",
            Self::CharacteristicWithoutActivity => "Characteristics that no activity works towards",
            Self::StatementWithoutActivity => "'I' statements that no activity works towards",
            Self::CauseWithoutActivity => "Causes of provider failure that no activity works on",
            Self::BarrierWithoutMeasure => "Barriers with no measure yet",
            Self::CharacteristicWithoutMeasure => "Characteristics with no measure yet",
            Self::StatementWithoutMeasure => "'I' statements with no measure yet",
            Self::ActivityWithoutMeasure => "Activities with no measure yet",
            Self::ActivityNotBuilt => "Activities not built here yet",
            Self::ActivityWithoutBarrier => "Activities that no barrier of the plan calls for",
        }
    }
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What is missing.
    pub kind: GapKind,
    /// The entry of the plan.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// What is covered, and what is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// How many activities there are.
    pub activities: usize,
    /// How many of them are built here.
    pub built: usize,
    /// How many of them have a measure.
    pub measured: usize,
    /// How many barriers there are.
    pub barriers: usize,
    /// How many of them have an activity.
    pub barriers_acted_on: usize,
    /// How many of them have a measure.
    pub barriers_measured: usize,
    /// Everything missing, in the order of [`GapKind::ALL`] and then of the plan.
    pub gaps: Vec<Gap>,
}

/// Whether a measure gives figures now.
pub fn is_measured(measure: &MeasureRef) -> bool {
    match measure {
        MeasureRef::Indicator(key) => Measure::find(key).is_some(),
        MeasureRef::Pulse(_) => PULSE_IS_ASKED,
    }
}

/// What covers a strategy.
pub fn coverage(strategy: &Strategy) -> Coverage {
    let gaps = GapKind::ALL.into_iter().flat_map(|kind| gaps_of(strategy, kind)).collect::<Vec<_>>();
    let missing = |kind: GapKind| gaps.iter().filter(|gap| gap.kind == kind).count();
    let (activities, barriers) = (strategy.activities.len(), strategy.barriers.len());
    Coverage {
        activities,
        built: activities - missing(GapKind::ActivityNotBuilt),
        measured: activities - missing(GapKind::ActivityWithoutMeasure),
        barriers,
        barriers_acted_on: barriers - missing(GapKind::BarrierWithoutActivity),
        barriers_measured: barriers - missing(GapKind::BarrierWithoutMeasure),
        gaps,
    }
}

fn gaps_of(strategy: &Strategy, kind: GapKind) -> Vec<Gap> {
    let unmeasured = |measures: &[MeasureRef]| !measures.iter().any(is_measured);
    let barriers = || strategy.barriers.iter();
    let characteristics = || strategy.characteristics.iter();
    let activities = || strategy.activities.iter();
    let gap = |id: &str, text: &str| Gap { kind, id: id.to_owned(), text: text.to_owned() };
    match kind {
        GapKind::BarrierWithoutActivity => {
            barriers().filter(|entry| entry.activities.is_empty()).map(|entry| gap(&entry.id, &entry.text)).collect()
        }
        GapKind::CharacteristicWithoutActivity => characteristics()
            .filter(|entry| entry.activities.is_empty())
            .map(|entry| gap(&entry.id, &entry.text))
            .collect(),
        GapKind::StatementWithoutActivity => strategy
            .statements
            .iter()
            .filter(|entry| entry.activities.is_empty())
            .map(|entry| gap(&entry.id, &entry.text))
            .collect(),
        GapKind::CauseWithoutActivity => strategy
            .failure_causes
            .iter()
            .filter(|entry| entry.activities.is_empty())
            .map(|entry| gap(&entry.id, &entry.text))
            .collect(),
        GapKind::BarrierWithoutMeasure => {
            barriers().filter(|entry| unmeasured(&entry.measures)).map(|entry| gap(&entry.id, &entry.text)).collect()
        }
        GapKind::CharacteristicWithoutMeasure => characteristics()
            .filter(|entry| unmeasured(&entry.measures))
            .map(|entry| gap(&entry.id, &entry.text))
            .collect(),
        GapKind::StatementWithoutMeasure => strategy
            .statements
            .iter()
            .filter(|entry| !is_measured(&MeasureRef::Pulse(entry.id.clone())))
            .map(|entry| gap(&entry.id, &entry.text))
            .collect(),
        GapKind::ActivityWithoutMeasure => {
            activities().filter(|entry| unmeasured(&entry.measures)).map(|entry| gap(&entry.id, &entry.text)).collect()
        }
        GapKind::ActivityNotBuilt => activities()
            .filter(|entry| built_for(&entry.id).next().is_none())
            .map(|entry| gap(&entry.id, &entry.text))
            .collect(),
        GapKind::ActivityWithoutBarrier => activities()
            .filter(|entry| strategy.barriers_of(&entry.id).next().is_none())
            .map(|entry| gap(&entry.id, &entry.text))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_appears_when_a_link_is_taken_away_and_goes_when_it_is_given() {
        let mut strategy = (*Strategy::built_in().unwrap()).clone();
        let has = |strategy: &Strategy, kind, id: &str| {
            coverage(strategy).gaps.iter().any(|gap| gap.kind == kind && gap.id == id)
        };
        assert!(!has(&strategy, GapKind::BarrierWithoutActivity, "B24"));
        strategy.barriers[23].activities.clear();
        assert!(has(&strategy, GapKind::BarrierWithoutActivity, "B24"));
        assert!(has(&strategy, GapKind::ActivityWithoutBarrier, "MS7"), "MS7 served that barrier alone");
        assert!(has(&strategy, GapKind::BarrierWithoutMeasure, "B28"));
        strategy.barriers[27].measures.push(MeasureRef::Indicator("median-pay".to_owned()));
        assert!(!has(&strategy, GapKind::BarrierWithoutMeasure, "B28"));
    }

    #[test]
    fn the_plan_of_the_east_has_all_its_activities_and_no_barrier_or_statement_that_nothing_works_on() {
        let strategy = Strategy::built_in().unwrap();
        let coverage = coverage(&strategy);
        assert_eq!((coverage.activities, coverage.barriers), (52, 30));
        assert_eq!(coverage.barriers_acted_on, 30);
        let none = [
            GapKind::BarrierWithoutActivity,
            GapKind::CharacteristicWithoutActivity,
            GapKind::StatementWithoutActivity,
            GapKind::CauseWithoutActivity,
        ];
        assert!(!coverage.gaps.iter().any(|gap| none.contains(&gap.kind)));
        assert!(coverage.gaps.iter().any(|gap| gap.id == "CH11"), "what cannot be measured yet is said");
    }

    #[test]
    fn what_is_built_names_activities_of_the_plan() {
        let strategy = Strategy::built_in().unwrap();
        for built in super::super::built::BUILT {
            assert!(strategy.activity(built.activity).is_some(), "{}", built.activity);
        }
    }
}
