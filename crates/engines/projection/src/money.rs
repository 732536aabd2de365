//! The money: whole pence, exact rates, and totals that are the sum of their parts to the penny.
//!
//! Each function says whose formula it is. Rates with dates are data (`data/reference/money`), read by [`Rates`].

mod costs;
mod pence;
mod price;
mod rates;
mod value;

pub use costs::{ELEMENTS, Employment, OnCosts, TurnoverCost, on_costs, returned_to_treasury};
pub use pence::{Pence, Rate};
pub use price::{PriceLines, agenda_for_change_hourly, hourly_over_52_weeks, individual_service_fund};
pub use rates::{Rates, RatesError};
pub use value::{Value, agency_premium, retention_saving};
