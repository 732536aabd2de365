//! Business figures: is a total safe for those who contributed to it?

use crate::{figure::DisclosedFigure, policy::Policy};

/// Why a business figure is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer contributors than the policy asks for.
    Contributors,
    /// The largest few make up too much of the total.
    Dominance,
    /// The second largest could work out the largest too closely.
    TooClose,
}

/// Checks a total against the contributions it is made of (any order, none negative).
///
/// * contributors: at least `min_contributors` that are above zero;
/// * dominance (n, k): the n largest together must stay **under** k per cent of the total;
/// * p%: what remains without the two largest must be at least p per cent of the largest, or the second largest
///   contributor, knowing its own, could work out the largest to within p per cent.
///
/// ```
/// # use vocation_disclosure::{Policy, Refusal, business_refusal};
/// let policy = Policy::business();
/// assert_eq!(business_refusal(&[100, 90, 80, 70], &policy), None);
/// assert_eq!(business_refusal(&[100, 90], &policy), Some(Refusal::Contributors));
/// assert_eq!(business_refusal(&[1000, 20, 5], &policy), Some(Refusal::Dominance));
/// ```
pub fn business_refusal(contributions: &[u64], policy: &Policy) -> Option<Refusal> {
    let mut sorted: Vec<u128> =
        contributions.iter().map(|amount| u128::from(*amount)).filter(|amount| *amount > 0).collect();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    if sorted.is_empty() {
        return None;
    }
    if sorted.len() < policy.min_contributors as usize {
        return Some(Refusal::Contributors);
    }
    let total: u128 = sorted.iter().sum();
    let largest: u128 = sorted.iter().take(policy.dominance_largest as usize).sum();
    if policy.dominance_largest > 0 && largest * 100 >= total * u128::from(policy.dominance_percent) {
        return Some(Refusal::Dominance);
    }
    let remains: u128 = sorted.iter().skip(2).sum();
    if policy.p_percent > 0 && remains * 100 < sorted[0] * u128::from(policy.p_percent) {
        return Some(Refusal::TooClose);
    }
    None
}

/// The total of some contributions as a figure (`decimals` as in [`DisclosedFigure::of_values`]), or `[c]`.
pub fn business_total(contributions: &[u64], decimals: u8, policy: &Policy) -> DisclosedFigure {
    let total: u64 = contributions.iter().fold(0, |sum, amount| sum.saturating_add(*amount));
    match (business_refusal(contributions, policy), i64::try_from(total)) {
        (None, Ok(total)) => DisclosedFigure::shown(total, decimals),
        _ => DisclosedFigure::CONFIDENTIAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_holds_back_at_its_own_limit() {
        let policy = Policy::business();
        let cases: [(&[u64], Option<Refusal>); 8] = [
            (&[], None),
            (&[0, 0], None),
            (&[5], Some(Refusal::Contributors)),
            (&[5, 5, 0], Some(Refusal::Contributors)),
            (&[50, 40, 10], Some(Refusal::Dominance)),
            (&[50, 39, 11], None),
            (&[60, 30, 6, 6], None),
            (&[880, 1, 88, 11], Some(Refusal::Dominance)),
        ];
        for (contributions, refusal) in cases {
            assert_eq!(business_refusal(contributions, &policy), refusal, "{contributions:?}");
        }
        let p_only = Policy { dominance_largest: 0, ..policy };
        assert_eq!(business_refusal(&[1000, 500, 99], &p_only), Some(Refusal::TooClose));
        assert_eq!(business_refusal(&[1000, 500, 100], &p_only), None);
    }

    #[test]
    fn amounts_near_the_limit_of_the_type_do_not_overflow() {
        let policy = Policy::business();
        assert!(business_total(&[u64::MAX; 4], 2, &policy).is_confidential());
        assert_eq!(business_total(&[100, 100, 100], 2, &policy).to_string(), "3.00");
    }
}
