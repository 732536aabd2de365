//! Published sums come out exactly, and totals are the sum of their parts.

use proptest::prelude::*;
use vocation_projection::money::{
    Employment, Pence, PriceLines, Rate, Rates, TurnoverCost, Value, agency_premium, agenda_for_change_hourly,
    hourly_over_52_weeks, individual_service_fund, on_costs, retention_saving, returned_to_treasury,
};

#[test]
fn the_lines_of_the_homecare_price_make_the_published_price() {
    assert_eq!(PriceLines::HOMECARE_2020_21.total(), Pence(2069));
    assert_eq!(PriceLines::HOMECARE_2020_21.at_wage(Pence(872)), PriceLines::HOMECARE_2020_21);
    assert_eq!(Pence(3214) - Pence(2410), Pence(804));
}

#[test]
fn the_saving_from_keeping_people_is_that_of_the_rowntree_foundation() {
    let kept = retention_saving(296_000, Pence::of(7_870, 38));
    let filled = retention_saving(180_000, Pence::of(3_683, 86));
    assert_eq!(kept, Pence::of(2_329_632_480, 0));
    assert_eq!(filled, Pence::of(663_094_800, 0));
    assert_eq!(kept + filled, Pence::of(2_992_727_280, 0));
    assert_eq!(retention_saving(390_000, Pence::of(3_600, 0)), Pence::of(1_404_000_000, 0));
    assert_eq!(TurnoverCost::carried().unwrap().total(), Pence::of(7_870, 38));
}

#[test]
fn value_added_is_the_sum_of_its_rounds() {
    let billion = Pence::of(100_000_000, 0);
    let value = Value { direct: billion * 203, indirect: billion * 89, induced: billion * 93 };
    assert_eq!(value.total(), billion * 385);
}

#[test]
fn health_pay_by_the_hour_counts_the_weeks_of_a_year_right() {
    assert_eq!(agenda_for_change_hourly(Pence::of(24_465, 0)), Pence(1251));
    assert_eq!(hourly_over_52_weeks(Pence::of(24_465, 0)), Pence(1255));
}

#[test]
fn marys_service_fund_is_351_hours() {
    let (hours, cost) = individual_service_fund(&[(3, 60), (4, 30), (7, 15)], Pence(1250));
    assert_eq!((hours, cost), (35_100, Pence::of(4_387, 50)));
}

#[test]
fn a_pound_of_pay_costs_118_pence_at_the_margin_of_2025() {
    let rates = Rates::carried().unwrap();
    let cost = |hourly| {
        let terms = Employment { hourly, hours_hundredths: 160_000, pension: None, under_21: false };
        on_costs(&rates, "2025-04-06", &terms).unwrap()
    };
    let (low, high) = (cost(Pence(1221)), cost(Pence(1321)));
    let (gross, total) = (high.gross() - low.gross(), high.total() - low.total());
    assert!((total - gross.at(Rate(1_180_000))).0.abs() <= 1, "{gross} {total}");
    let [employer, worker, tax] = returned_to_treasury(&rates, "2025-04-06", Pence(10_000)).unwrap();
    assert_eq!([employer, worker, tax], [Pence(1_500), Pence(800), Pence(2_000)]);
}

proptest! {
    #[test]
    fn parts_of_a_split_always_sum_to_the_whole(
        whole in -1_000_000_000_000_i64..1_000_000_000_000, weights in prop::collection::vec(0_u64..1_000_000, 1..12)
    ) {
        let parts = Pence(whole).split(&weights);
        prop_assert_eq!(parts.len(), weights.len());
        prop_assert_eq!(parts.iter().copied().sum::<Pence>(), Pence(whole));
        prop_assert!(parts.iter().all(|part| part.0.signum() * whole.signum() >= 0));
    }

    #[test]
    fn a_leaver_at_any_price_is_the_sum_of_seven_elements(total in 0_i64..100_000_000) {
        prop_assert_eq!(TurnoverCost::carried().unwrap().scaled_to(Pence(total)).total(), Pence(total));
    }

    #[test]
    fn employing_costs_more_at_higher_pay_and_never_less_than_the_pay(
        hourly in 400_i64..6_000, hours in 0_i64..250_000, more in 0_i64..500
    ) {
        let rates = Rates::carried().unwrap();
        let cost = |hourly| {
            let terms = Employment { hourly: Pence(hourly), hours_hundredths: hours, pension: None, under_21: false };
            on_costs(&rates, "2026-04-06", &terms).unwrap()
        };
        let (low, high) = (cost(hourly), cost(hourly + more));
        prop_assert!(high.total() >= low.total());
        let parts = [low.pay, low.holiday, low.sick, low.training, low.national_insurance, low.pension];
        prop_assert_eq!(parts.iter().copied().sum::<Pence>(), low.total());
        prop_assert!(parts.iter().all(|part| part.0 >= 0));
    }

    #[test]
    fn the_agency_premium_is_the_difference_of_two_bills(hours in 0_i64..10_000_000, agency in 0_i64..10_000) {
        let bill = |rate: i64| Pence(rate).share(hours, 100);
        let premium = agency_premium(hours, Pence(agency), Pence(1_250));
        prop_assert!((premium - (bill(agency) - bill(1_250))).0.abs() <= 1);
    }
}
