//! A row of the worker (staff record) file.

use jiff::civil::Date;

use crate::codes::{
    Country, EmploymentStatus, Ethnicity, JobRole, Level, Nationality, PathwayCategory, QualificationCode,
    RecruitmentSource,
};
use crate::{
    CareCertificate, Disability, Gender, Given, HalfDays, HalfHours, NiNumber, NursingRegister, Pay, PayInterval,
    Pence, Postcode, Status,
};

/// `L2CARECERT`: the Level 2 Adult Social Care Certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level2CareCertificate {
    /// Completed, in a year where it is given.
    Completed(Option<u16>),
    /// Started.
    Started,
    /// Not started.
    No,
}

/// `SCQUAL`, `NONSCQUAL`: whether a qualification is held, and the highest level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LevelHeld {
    /// Held, at a level that may be unknown or not given.
    Yes(Given<Level>),
    /// None held.
    No,
}

/// `QUALACHnn`: one achieved qualification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualification {
    /// Which.
    pub code: QualificationCode,
    /// The year it was achieved, where given.
    pub year: Option<u16>,
    /// `QUALACHnnNOTES`.
    pub notes: String,
}

/// One staff record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worker {
    /// `LOCALESTID`: the workplace.
    pub local_id: String,
    /// `UNIQUEWORKERID`: the worker within it.
    pub worker_id: String,
    /// `CHGUNIQUEWRKID`: a new worker id.
    pub new_worker_id: String,
    /// `TRANSFERSTAFFRECORD`: the workplace the record moves to.
    pub transfer_to: String,
    /// `STATUS`.
    pub status: Status,
    /// `DISPLAYID`: a name or number the provider shows.
    pub display_id: String,
    /// `NINUMBER`.
    pub ni_number: Given<NiNumber>,
    /// `POSTCODE` of the worker's home.
    pub postcode: Given<Postcode>,
    /// `DOB`.
    pub born_on: Given<Date>,
    /// `GENDER`.
    pub gender: Given<Gender>,
    /// `ETHNICITY`: special-category data.
    pub ethnicity: Given<Ethnicity>,
    /// `NATIONALITY`.
    pub nationality: Given<Nationality>,
    /// `BRITISHCITIZENSHIP`.
    pub british_citizen: Given<bool>,
    /// `COUNTRYOFBIRTH`.
    pub birth_country: Given<Country>,
    /// `YEAROFENTRY` to the United Kingdom.
    pub entry_year: Given<u16>,
    /// `DISABLED`: special-category data.
    pub disability: Given<Disability>,
    /// `CARECERT`.
    pub care_certificate: Given<CareCertificate>,
    /// `L2CARECERT`.
    pub level2_certificate: Given<Level2CareCertificate>,
    /// `RECSOURCE`; 16 is not known.
    pub recruited_from: Given<RecruitmentSource>,
    /// `HANDCVISA`: on a health and care worker visa.
    pub care_visa: Given<bool>,
    /// `INOUTUK`: recruited from inside the United Kingdom (1) or not.
    pub recruited_in_uk: Given<bool>,
    /// `STARTDATE` in this workplace.
    pub started_on: Given<Date>,
    /// `STARTINSECT`: the year of starting in adult social care.
    pub sector_year: Given<u16>,
    /// `DHA`: does delegated healthcare activities.
    pub delegated_healthcare: Given<bool>,
    /// `APPRENTICE`.
    pub apprentice: Given<bool>,
    /// `EMPLSTATUS`.
    pub employment: Given<EmploymentStatus>,
    /// `ZEROHRCONT`: on a zero-hours contract.
    pub zero_hours: Given<bool>,
    /// `DAYSSICK` in the last twelve months.
    pub sick_days: Given<HalfDays>,
    /// `SALARYINT`.
    pub pay_interval: Given<PayInterval>,
    /// `SALARY` a year.
    pub salary: Given<Pence>,
    /// `HOURLYRATE`.
    pub hourly_rate: Given<Pence>,
    /// `MAINJOBROLE`.
    pub job_role: Given<JobRole>,
    /// `MAINJRDESC`: the role in words, for the "other" roles.
    pub job_description: String,
    /// `CONTHOURS`: contracted hours a week.
    pub contracted_hours: Given<HalfHours>,
    /// `AVGHOURS`: average hours a week.
    pub average_hours: Given<HalfHours>,
    /// `NMCREG`, for nurses.
    pub nursing_register: Given<NursingRegister>,
    /// `AMHP`: an approved mental health professional, for social workers.
    pub mental_health_professional: Given<bool>,
    /// `SCQUAL`: a social care qualification.
    pub care_qualification: Given<LevelHeld>,
    /// `NONSCQUAL`: another qualification.
    pub other_qualification: Given<LevelHeld>,
    /// `CWPCATEGORY`: the care workforce pathway; "none of the above" is not applicable.
    pub pathway: Given<PathwayCategory>,
    /// `QUALACH01`..: achieved qualifications, in file order.
    pub qualifications: Vec<Qualification>,
}

impl Worker {
    /// Pay where interval and amount agree.
    pub fn pay(&self) -> Option<Pay> {
        match self.pay_interval.get()? {
            PayInterval::Annual => self.salary.get().map(Pay::Annual),
            PayInterval::Hourly => self.hourly_rate.get().map(Pay::Hourly),
        }
    }

    /// Hours a week as they are worked: contracted for permanent and temporary staff with fixed hours, average otherwise.
    pub fn weekly_hours(&self) -> Option<HalfHours> {
        let employed = self.employment.get().is_some_and(EmploymentStatus::is_employed);
        if employed && self.zero_hours != Given::Value(true) {
            self.contracted_hours.get()
        } else {
            self.average_hours.get()
        }
    }
}
