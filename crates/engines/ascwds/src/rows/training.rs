//! A row of the training file.

use jiff::civil::Date;

use crate::codes::{TrainingCategory, TrainingProvider};
use crate::{DeliveredBy, Given, HowDelivered};

/// How long a training stays valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Validity {
    /// It does not expire (`none`).
    NoExpiry,
    /// A number of months, 1 to 999.
    Months(u16),
}

/// One training of one worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Training {
    /// `LOCALESTID`: the workplace.
    pub local_id: String,
    /// `UNIQUEWORKERID`: the worker within it.
    pub worker_id: String,
    /// `CATEGORY`.
    pub category: Given<TrainingCategory>,
    /// `TRAININGNAME`.
    pub name: String,
    /// `ACCREDITED`.
    pub accredited: Given<bool>,
    /// `WHODELIVERED`.
    pub delivered_by: Given<DeliveredBy>,
    /// `PROVIDERNAME`, for an external provider.
    pub provider: Given<TrainingProvider>,
    /// `HOWDELIVERED`.
    pub how_delivered: Given<HowDelivered>,
    /// `VALIDITY`.
    pub validity: Given<Validity>,
    /// `DATECOMPLETED`.
    pub completed_on: Given<Date>,
    /// `EXPIRYDATE`.
    pub expires_on: Given<Date>,
    /// `NOTES`.
    pub notes: String,
}
