//! The columns of the three national files, in national order, with the code each column's own error carries.

use crate::Kind;

/// One national column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header, exactly.
    pub name: &'static str,
    /// The national code of an unusable value in this column; 0 where there is none.
    pub code: u16,
    /// True where the national service treats an unusable value as a warning, not an error.
    pub warns: bool,
}

macro_rules! columns {
    ($($(#[$warns:ident])? $name:ident = $code:literal,)*) => {
        #[expect(clippy::upper_case_acronyms, reason = "the national names are capitals")]
        enum Index { $($name),* }
        $(
            #[doc = concat!("Position of `", stringify!($name), "` in national order.")]
            pub const $name: usize = Index::$name as usize;
        )*
        /// The columns in national order.
        pub const COLUMNS: &[super::Column] = &[$(super::Column {
            name: stringify!($name), code: $code, warns: false $(|| stringify!($warns).len() == 5)?,
        }),*];
    };
}

/// The workplace file.
pub mod workplace {
    columns! {
        LOCALESTID = 1010, STATUS = 1020, ESTNAME = 1030, ADDRESS1 = 1040, ADDRESS2 = 1045, ADDRESS3 = 1050, POSTTOWN = 1055,
        POSTCODE = 1060, ESTTYPE = 1070, OTHERTYPE = 1070, PERMCQC = 1080, PERMLA = 1090, REGTYPE = 1100, PROVNUM = 1105,
        LOCATIONID = 1110, MAINSERVICE = 1000, ALLSERVICES = 1120, CAPACITY = 1140, UTILISATION = 1140, SERVICEDESC = 1120,
        #[warns] SERVICEUSERS = 1130, OTHERUSERDESC = 1130, #[warns] DHA = 2510, #[warns] DHAACTIVITIES = 2530,
        TOTALPERMTEMP = 1200, ALLJOBROLES = 1280, STARTERS = 1310, LEAVERS = 1320, VACANCIES = 1300, REASONS = 1360,
        REASONNOS = 1360, #[warns] REPEATTRAINING = 2420, #[warns] CWPAWARE = 2480, #[warns] CWPUSE = 2490,
        #[warns] CWPUSEDESC = 2500, #[warns] SICKPAY = 2450, #[warns] PENSION = 2460, #[warns] ACTUALCONT = 2540,
        #[warns] OPTOUTPEN = 2550, #[warns] HOLIDAY = 2470, #[warns] SLEEPINS = 2560, #[warns] SLEEPINPAY = 2570,
        #[warns] TRAVELTIME = 2580, #[warns] TTDIFFRATE = 2590,
    }
}

/// The worker (staff record) file. `QUALACH01`.. pairs follow these columns.
pub mod worker {
    columns! {
        LOCALESTID = 1010, UNIQUEWORKERID = 1020, CHGUNIQUEWRKID = 1030, TRANSFERSTAFFRECORD = 1400, STATUS = 1040,
        DISPLAYID = 1050, NINUMBER = 1060, POSTCODE = 1070, #[warns] DOB = 3080, GENDER = 1090, ETHNICITY = 1100,
        NATIONALITY = 1110, BRITISHCITIZENSHIP = 1120, COUNTRYOFBIRTH = 1130, YEAROFENTRY = 1380, DISABLED = 1150,
        CARECERT = 1160, #[warns] L2CARECERT = 5600, RECSOURCE = 1180, #[warns] HANDCVISA = 5570, #[warns] INOUTUK = 5580,
        #[warns] STARTDATE = 3190, #[warns] STARTINSECT = 3200, #[warns] DHA = 5660, #[warns] APPRENTICE = 3210,
        EMPLSTATUS = 1220, ZEROHRCONT = 1230, #[warns] DAYSSICK = 1240, SALARYINT = 1250, SALARY = 1260, HOURLYRATE = 1270,
        MAINJOBROLE = 1280, MAINJRDESC = 1290, #[warns] CONTHOURS = 3300, #[warns] AVGHOURS = 3310, #[warns] NMCREG = 3340,
        #[warns] AMHP = 3380, SCQUAL = 1360, NONSCQUAL = 1370, #[warns] CWPCATEGORY = 5650,
    }

    /// The highest number a repeated `QUALACHnn` column can carry.
    pub const MAX_QUALIFICATIONS: usize = 99;

    /// The national code of an unusable `QUALACHnn`; the national service has none after the third and says nothing.
    pub fn qualification_code(number: usize) -> u16 {
        match number {
            1 => 5010,
            2 => 5030,
            3 => 5050,
            _ => 0,
        }
    }
}

/// The training file.
pub mod training {
    columns! {
        LOCALESTID = 1000, UNIQUEWORKERID = 1010, CATEGORY = 1050, TRAININGNAME = 1040, ACCREDITED = 1060,
        WHODELIVERED = 1080, PROVIDERNAME = 1090, HOWDELIVERED = 1100, VALIDITY = 1110, DATECOMPLETED = 1020,
        EXPIRYDATE = 1030, NOTES = 1070,
    }
}

/// The fixed columns of a file, in national order (the worker file's two optional columns included).
pub fn of(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Workplace => workplace::COLUMNS,
        Kind::Worker => worker::COLUMNS,
        Kind::Training => training::COLUMNS,
    }
}

/// The columns without which a row of the file cannot be keyed or acted on.
pub fn needed(kind: Kind) -> &'static [usize] {
    match kind {
        Kind::Workplace => &[workplace::LOCALESTID, workplace::STATUS],
        Kind::Worker => &[worker::LOCALESTID, worker::UNIQUEWORKERID, worker::STATUS],
        Kind::Training => &[training::LOCALESTID, training::UNIQUEWORKERID, training::CATEGORY],
    }
}
