//! Rows of the national files and of the directory, as bytes.

mod directory;
mod training;
pub mod worker;
mod workplace;

pub use directory::{register, register_postcodes};

use crate::Drawn;
use crate::calendar::{Day, Month, civil, month_end};
use crate::history::Chunk;
use crate::pay::Pay;

/// Header of the workplace file, 44 columns.
pub const WORKPLACE_HEADER: &str = "LOCALESTID,STATUS,ESTNAME,ADDRESS1,ADDRESS2,ADDRESS3,POSTTOWN,POSTCODE,ESTTYPE,OTHERTYPE,PERMCQC,PERMLA,REGTYPE,PROVNUM,LOCATIONID,MAINSERVICE,ALLSERVICES,CAPACITY,UTILISATION,SERVICEDESC,SERVICEUSERS,OTHERUSERDESC,DHA,DHAACTIVITIES,TOTALPERMTEMP,ALLJOBROLES,STARTERS,LEAVERS,VACANCIES,REASONS,REASONNOS,REPEATTRAINING,CWPAWARE,CWPUSE,CWPUSEDESC,SICKPAY,PENSION,ACTUALCONT,OPTOUTPEN,HOLIDAY,SLEEPINS,SLEEPINPAY,TRAVELTIME,TTDIFFRATE\n";
/// Header of the worker file, 44 columns.
pub const WORKER_HEADER: &str = "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY,NATIONALITY,BRITISHCITIZENSHIP,COUNTRYOFBIRTH,YEAROFENTRY,DISABLED,CARECERT,L2CARECERT,RECSOURCE,HANDCVISA,INOUTUK,STARTDATE,STARTINSECT,DHA,APPRENTICE,EMPLSTATUS,ZEROHRCONT,DAYSSICK,SALARYINT,SALARY,HOURLYRATE,MAINJOBROLE,MAINJRDESC,CONTHOURS,AVGHOURS,NMCREG,AMHP,SCQUAL,NONSCQUAL,CWPCATEGORY,QUALACH01,QUALACH01NOTES,QUALACH02,QUALACH02NOTES,QUALACH03,QUALACH03NOTES\n";
/// Header of the training file, 12 columns.
pub const TRAINING_HEADER: &str = "LOCALESTID,UNIQUEWORKERID,CATEGORY,TRAININGNAME,ACCREDITED,WHODELIVERED,PROVIDERNAME,HOWDELIVERED,VALIDITY,DATECOMPLETED,EXPIRYDATE,NOTES\n";

/// What kind of upload is written.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Absent rows have left.
    pub whole: bool,
    /// The first upload: every row is new.
    pub first: bool,
    /// With a training file.
    pub training: bool,
}

/// Rows of one chunk.
#[derive(Default)]
pub struct Rows {
    /// Workplace rows.
    pub workplace: Vec<u8>,
    /// Worker rows.
    pub worker: Vec<u8>,
    /// Training rows.
    pub training: Vec<u8>,
    /// Rows of each.
    pub counts: [u64; 3],
    /// Workers now.
    pub workers: u64,
}

/// The rows that a chunk sends in a month.
pub fn rows(drawn: &Drawn, chunk: &mut Chunk, month: Month, kind: Kind, pay: &Pay) -> Rows {
    let mut out = Rows::default();
    for state in &chunk.sites {
        let site = &drawn.register().sites[state.site as usize];
        if !site.returns {
            continue;
        }
        out.workers += state.workers.len() as u64;
        workplace::row(drawn, site, state, month, kind, &mut out);
        worker::rows(drawn, site, state, month, kind, pay, &mut out);
        if kind.training {
            for w in &state.workers {
                training::rows(drawn, site, w, month_end(month), &mut out);
            }
        }
    }
    out
}

/// Appends a whole number.
pub fn number(out: &mut Vec<u8>, mut n: u64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends a whole number and a comma.
pub fn cell(out: &mut Vec<u8>, n: u64) {
    number(out, n);
    out.push(b',');
}

/// Appends `DD/MM/YYYY`.
pub fn date(out: &mut Vec<u8>, d: Day) {
    let (y, m, dom) = civil(d);
    for n in [dom, m] {
        out.extend_from_slice(&[b'0' + (n / 10) as u8, b'0' + (n % 10) as u8, b'/']);
    }
    number(out, y as u64);
}

/// Appends half units as a decimal: 75 is `37.5`.
pub fn halves(out: &mut Vec<u8>, n: u64) {
    number(out, n / 2);
    if n % 2 == 1 {
        out.extend_from_slice(b".5");
    }
}

/// Appends a postcode without its padding.
pub fn postcode(out: &mut Vec<u8>, p: [u8; 8]) {
    out.extend_from_slice(p.trim_ascii_end());
}
