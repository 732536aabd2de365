//! The national code tables as dated reference data, and a type for each kind of code.
//!
//! The tables live in `data/reference/ascwds/` (see its `SOURCE.txt`): a new year's codes are a change of data.

mod groups;
mod table;

pub use groups::{CareSetting, RoleGroup};
pub use table::{Row, Table};

use std::sync::OnceLock;

/// A number from one of the national code tables.
pub trait Code: Copy {
    /// Wraps a number, whether or not the table has it.
    fn from_number(number: u16) -> Self;
    /// The number written in the files.
    fn number(self) -> u16;
    /// The table the number belongs to.
    fn table() -> &'static Table;
    /// True when the table has this number.
    fn is_known(self) -> bool {
        Self::table().contains(self.number())
    }
    /// The national label, where the table has this number.
    fn label(self) -> Option<&'static str> {
        Self::table().label(self.number())
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident, $table:ident, $file:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);

        impl Code for $name {
            fn from_number(number: u16) -> Self {
                Self(number)
            }
            fn number(self) -> u16 {
                self.0
            }
            fn table() -> &'static Table {
                $table()
            }
        }

        #[doc = concat!("The table `", $file, "`.")]
        pub fn $table() -> &'static Table {
            static TABLE: OnceLock<Table> = OnceLock::new();
            TABLE.get_or_init(|| Table::parse(include_str!(concat!("../../../../../data/reference/ascwds/", $file))))
        }
    )*};
}

codes! {
    /// A job role (`MAINJOBROLE`, `ALLJOBROLES`).
    JobRole, job_roles, "job_roles.csv";
    /// A main or other service (`MAINSERVICE`, `ALLSERVICES`).
    MainService, main_services, "main_services.csv";
    /// A group of people a workplace serves (`SERVICEUSERS`).
    ServiceUser, service_users, "service_users.csv";
    /// The kind of employer (`ESTTYPE`): local authority, private, voluntary, other.
    EmployerType, employer_types, "establishment_types.csv";
    /// The contract (`EMPLSTATUS`): permanent, temporary, pool or bank, agency, other.
    EmploymentStatus, contract_types, "contract_types.csv";
    /// Where a worker was recruited from (`RECSOURCE`).
    RecruitmentSource, recruitment_sources, "recruitment_sources.csv";
    /// Why a worker left (`REASONS`).
    LeavingReason, leaving_reasons, "leaving_reasons.csv";
    /// Ethnic group (`ETHNICITY`): special-category data.
    Ethnicity, ethnicities, "ethnicity.csv";
    /// Nationality (`NATIONALITY`), numbered like ISO 3166-1; 826 is British, 999 another nationality.
    Nationality, nationalities, "nationality.csv";
    /// Country of birth (`COUNTRYOFBIRTH`), numbered like ISO 3166-1; 826 is the United Kingdom, 999 another country.
    Country, countries, "country_of_birth.csv";
    /// A qualification (`QUALACHnn`).
    QualificationCode, qualifications, "qualifications.csv";
    /// A qualification level (`SCQUAL`, `NONSCQUAL`): 0 entry level to 8.
    Level, qualification_levels, "qualification_levels.csv";
    /// A category of training (`CATEGORY`).
    TrainingCategory, training_categories, "training_categories.csv";
    /// A training provider (`PROVIDERNAME`); 999 is another provider.
    TrainingProvider, training_providers, "training_providers.csv";
    /// A role category of the care workforce pathway (`CWPCATEGORY`).
    PathwayCategory, pathway_categories, "cwp_role_categories.csv";
    /// How aware a workplace is of the care workforce pathway (`CWPAWARE`).
    PathwayAwareness, pathway_awareness, "cwp_awareness.csv";
    /// What a workplace uses the care workforce pathway for (`CWPUSE`).
    PathwayUseReason, pathway_use_reasons, "cwp_use_reasons.csv";
    /// A delegated healthcare activity (`DHAACTIVITIES`).
    HealthcareActivity, healthcare_activities, "delegated_healthcare_activities.csv";
    /// How travel time is paid (`TRAVELTIME`).
    TravelTimePay, travel_time_pay_options, "travel_time_pay_options.csv";
}

impl EmploymentStatus {
    /// A permanent contract.
    pub const PERMANENT: Self = Self(1);
    /// A temporary contract.
    pub const TEMPORARY: Self = Self(2);
    /// Pool or bank.
    pub const POOL: Self = Self(3);
    /// Supplied by an agency.
    pub const AGENCY: Self = Self(4);
    /// Anything else.
    pub const OTHER: Self = Self(7);

    /// True for permanent and temporary contracts: the people a workplace counts as its own.
    pub fn is_employed(self) -> bool {
        matches!(self, Self::PERMANENT | Self::TEMPORARY)
    }
}

impl Nationality {
    /// British.
    pub const BRITISH: Self = Self(826);
}

impl QualificationCode {
    /// The level of this qualification, where the table gives one.
    pub fn level(self) -> Option<Level> {
        qualifications().cell(self.0, "level")?.parse().ok().map(Level)
    }
}
