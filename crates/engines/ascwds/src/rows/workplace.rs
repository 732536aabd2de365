//! A row of the workplace file.

use crate::codes::{
    EmployerType, HealthcareActivity, JobRole, LeavingReason, MainService, PathwayAwareness, PathwayUseReason,
    ServiceUser, TravelTimePay,
};
use crate::{BasisPoints, Given, Pence, Postcode, Registration, RepeatTraining, SleepInPay, Status};

/// A service a workplace gives: one element of the lists `ALLSERVICES`, `CAPACITY`, `UTILISATION`, `SERVICEDESC`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Which service.
    pub service: MainService,
    /// Places, beds or people it can serve, where given.
    pub capacity: Option<u16>,
    /// People it serves now, where given.
    pub utilisation: Option<u16>,
    /// In words, for the "other" services.
    pub description: String,
}

/// A group of people a workplace serves: one element of `SERVICEUSERS` and `OTHERUSERDESC`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedGroup {
    /// Which group.
    pub group: ServiceUser,
    /// In words, for the "other" groups.
    pub description: String,
}

/// `CWPUSE`: whether the care workforce pathway is used, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathwayUse {
    /// Used, for these reasons.
    Yes(Vec<PathwayUseReason>),
    /// Not used.
    No,
}

/// One workplace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workplace {
    /// `LOCALESTID`.
    pub local_id: String,
    /// `STATUS`.
    pub status: Status,
    /// `ESTNAME`.
    pub name: String,
    /// `ADDRESS1`, `ADDRESS2`, `ADDRESS3`.
    pub address: [String; 3],
    /// `POSTTOWN`.
    pub town: String,
    /// `POSTCODE`.
    pub postcode: Given<Postcode>,
    /// `ESTTYPE`.
    pub employer_type: Given<EmployerType>,
    /// `OTHERTYPE`: the type in words.
    pub other_type: String,
    /// `PERMCQC`: data may be shared with the Care Quality Commission.
    pub share_with_cqc: Given<bool>,
    /// `PERMLA`: data may be shared with the council.
    pub share_with_council: Given<bool>,
    /// `REGTYPE`.
    pub registration: Given<Registration>,
    /// `PROVNUM`: the regulator's provider id.
    pub provider_id: Given<String>,
    /// `LOCATIONID`: the regulator's location id.
    pub location_id: Given<String>,
    /// `MAINSERVICE`.
    pub main_service: Given<MainService>,
    /// `ALLSERVICES` with capacity, utilisation and description, the main service among them.
    pub services: Vec<Service>,
    /// `ALLSERVICES` holds 0: the workplace says that it gives no other service.
    pub no_other_services: bool,
    /// `SERVICEUSERS` with descriptions.
    pub serves: Vec<ServedGroup>,
    /// `DHA`: staff do delegated healthcare activities.
    pub delegated_healthcare: Given<bool>,
    /// `DHAACTIVITIES`.
    pub healthcare_activities: Given<Vec<HealthcareActivity>>,
    /// `TOTALPERMTEMP`: staff, as the workplace declares them.
    pub total_staff: Given<u16>,
    /// `ALLJOBROLES`: the roles that the three lists after it count.
    pub job_roles: Vec<JobRole>,
    /// `STARTERS` in the last twelve months, by role; `[0]` alone says none.
    pub starters: Given<Vec<u16>>,
    /// `LEAVERS` in the last twelve months, by role; `[0]` alone says none.
    pub leavers: Given<Vec<u16>>,
    /// `VACANCIES` now, by role; `[0]` alone says none.
    pub vacancies: Given<Vec<u16>>,
    /// `REASONS` and `REASONNOS`: how many left for which reason.
    pub leaving_reasons: Vec<(LeavingReason, u16)>,
    /// `REPEATTRAINING`.
    pub repeat_training: Given<RepeatTraining>,
    /// `CWPAWARE`.
    pub pathway_awareness: Given<PathwayAwareness>,
    /// `CWPUSE`.
    pub pathway_use: Given<PathwayUse>,
    /// `CWPUSEDESC`: the use in words.
    pub pathway_use_description: String,
    /// `SICKPAY`: pays more than statutory sick pay.
    pub sick_pay: Given<bool>,
    /// `PENSION`: contributes more than the minimum.
    pub pension: Given<bool>,
    /// `ACTUALCONT`: the employer's contribution.
    pub pension_contribution: Given<BasisPoints>,
    /// `OPTOUTPEN`: staff opted out of the pension.
    pub pension_opt_outs: Given<bool>,
    /// `HOLIDAY`: days of leave a year.
    pub holiday_days: Given<u16>,
    /// `SLEEPINS`: has sleep-in shifts.
    pub sleep_ins: Given<bool>,
    /// `SLEEPINPAY`.
    pub sleep_in_pay: Given<SleepInPay>,
    /// `TRAVELTIME`.
    pub travel_time_pay: Given<TravelTimePay>,
    /// `TTDIFFRATE`: the rate for travel time, an hour.
    pub travel_rate: Given<Pence>,
}

impl Workplace {
    /// Vacancies over all roles, where they are known.
    pub fn vacancies_total(&self) -> Option<u32> {
        total(&self.vacancies)
    }

    /// Starters over all roles, where they are known.
    pub fn starters_total(&self) -> Option<u32> {
        total(&self.starters)
    }

    /// Leavers over all roles, where they are known.
    pub fn leavers_total(&self) -> Option<u32> {
        total(&self.leavers)
    }
}

fn total(counts: &Given<Vec<u16>>) -> Option<u32> {
    counts.value().map(|counts| counts.iter().copied().map(u32::from).sum())
}
