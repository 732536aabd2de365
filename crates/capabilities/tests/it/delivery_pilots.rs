//! Pilots: gates that do not open too early, and verdicts from published figures.

use jiff::civil::date;
use vocation_capabilities::delivery::actor::{Actor, Right};
use vocation_capabilities::delivery::pilots::evaluate::{Judged, judge};
use vocation_capabilities::delivery::pilots::rules::{Decision, Pilot, Stage};
use vocation_capabilities::delivery::pilots::store::{Step, pilot_propose, pilot_step};
use vocation_evaluation::{Method, Verdict};
use vocation_records::indicators::series::Figure;
use vocation_records::month::Month;
use vocation_records::strategy::Strategy;

use crate::stores::{Store, now, stores};

fn lead() -> Actor {
    Actor { account: "lea".to_owned(), rights: vec![Right::Pilot] }
}

fn pilot() -> Pilot {
    Pilot {
        form: 1,
        title: "Driving lessons".to_owned(),
        activity: "RR4".to_owned(),
        barrier: "B2".to_owned(),
        practice: None,
        hypothesis: "People who can drive stay".to_owned(),
        places: vec!["E1".to_owned()],
        comparison: Vec::new(),
        measure: "turnover".to_owned(),
        matters_hundredths: 100,
        cost_pence: 2_500_000,
        starts_on: date(2025, 1, 1),
        ends_on: date(2026, 9, 30),
        stage: Stage::Proposed,
        log: Vec::new(),
        decision: None,
        evidence: String::new(),
    }
}

#[tokio::test]
async fn a_pilot_goes_through_its_gates_one_by_one_and_closes_only_with_decision_and_evidence() {
    let strategy = Strategy::built_in().unwrap();
    for Store { db, .. } in stores().await {
        for (bad, words) in [
            (Pilot { hypothesis: String::new(), ..pilot() }, "the hypothesis is empty"),
            (Pilot { barrier: "B99".into(), ..pilot() }, "B99 is no barrier"),
            (Pilot { activity: "B1".into(), ..pilot() }, "B1 is no activity"),
            (Pilot { measure: "joy".into(), ..pilot() }, "\"joy\" is no indicator; choose one of filled-posts"),
            (Pilot { matters_hundredths: 0, ..pilot() }, "before anybody looks at results"),
            (Pilot { comparison: vec!["E1".into()], ..pilot() }, "both tested and compared with"),
            (Pilot { places: Vec::new(), ..pilot() }, "at least one council"),
            (Pilot { ends_on: date(2024, 1, 1), ..pilot() }, "before it starts"),
            (Pilot { practice: Some("BP99".into()), ..pilot() }, "no entry of the best practice library"),
            (Pilot { stage: Stage::Testing, ..pilot() }, "begins as a proposal"),
        ] {
            let error = pilot_propose(&db, 1, &lead(), "p", bad, &strategy, now()).await.unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        pilot_propose(&db, 1, &lead(), "p", pilot(), &strategy, now()).await.unwrap();
        let decide = || Step::Decide(Decision::Stop, "Nobody came".to_owned());
        let step = async |version: i64, step: Step| pilot_step(&db, 1, &lead(), ("p", version), step, now()).await;
        assert!(step(1, decide()).await.unwrap_err().to_string().contains("not been tested yet"));
        step(1, Step::Begin).await.unwrap();
        assert!(step(2, Step::Begin).await.unwrap_err().to_string().contains("cannot begin again"));
        assert!(step(2, decide()).await.unwrap_err().to_string().contains("nothing was learnt yet"));
        step(2, Step::Learn(date(2025, 5, 1), "Two places gave up".to_owned())).await.unwrap();
        let empty = Step::Decide(Decision::Scale, "  ".to_owned());
        assert!(step(3, empty).await.unwrap_err().to_string().contains("cannot close without its evidence"));
        let closed = step(3, decide()).await.unwrap();
        assert_eq!((closed.body.stage, closed.body.decision), (Stage::Decided, Some(Decision::Stop)));
        assert!(step(4, decide()).await.unwrap_err().to_string().contains("propose a new one"));
        let more = Step::Learn(date(2026, 5, 1), "More".to_owned());
        assert!(step(4, more).await.unwrap_err().to_string().contains("its log is closed"));
    }
}

/// Figures of a place from January 2023 on, made by a rule of the month's number.
fn figures(of: impl Fn(i32) -> Option<f64>) -> Vec<Figure> {
    let first = Month::new(2023, 1).unwrap();
    (0..45)
        .map(|at| {
            let value = of(at);
            let digits = value.map_or_else(String::new, |value| value.to_string());
            Figure {
                month: first.plus(at),
                value,
                digits,
                mark: if value.is_none() { "[c]".into() } else { String::new() },
            }
        })
        .collect()
}

fn wave(at: i32, seed: i32) -> f64 {
    f64::from((at * 7 + seed * 13) % 11) * 0.1
}

#[test]
fn places_are_compared_where_there_are_some_and_one_place_with_its_own_past() {
    let place = |seed: i32, effect: f64| {
        figures(move |at| Some(30.0 + f64::from(seed) + wave(at, seed) + if at >= 24 { effect } else { 0.0 }))
    };
    let changed: Vec<_> = (0..4).map(|seed| place(seed, -4.0)).collect();
    let others: Vec<_> = (4..9).map(|seed| place(seed, 0.0)).collect();
    let with = Pilot { comparison: vec!["E2".into()], ..pilot() };
    let Judged::Done(found) = judge(&with, &changed, &others) else { panic!("it can be worked out") };
    assert_eq!((found.method, found.verdict), (Method::DifferenceInDifferences, Verdict::Worked), "{found}");
    let Judged::Done(none) = judge(&with, &others, &changed[..3]) else { panic!("it can be worked out") };
    assert_eq!(none.verdict, Verdict::Harmed, "{none}");
    let Judged::Done(alone) = judge(&pilot(), &changed[..1], &[]) else { panic!("it can be worked out") };
    assert_eq!((alone.method, alone.verdict), (Method::InterruptedSeries, Verdict::Worked), "{alone}");
}

#[test]
fn hidden_figures_are_left_out_and_too_few_are_no_verdict() {
    let hidden = figures(|_| None);
    let Judged::Done(found) = judge(&pilot(), std::slice::from_ref(&hidden), &[]) else { panic!("it is judged") };
    assert_eq!((found.verdict, found.estimate), (Verdict::CannotTellYet, None));
    let with = Pilot { comparison: vec!["E2".into()], ..pilot() };
    let Judged::Done(found) = judge(&with, std::slice::from_ref(&hidden), std::slice::from_ref(&hidden)) else {
        panic!("it is judged")
    };
    assert_eq!(found.verdict, Verdict::CannotTellYet);
    let neither = Pilot { measure: "filled-posts".into(), ..pilot() };
    assert!(matches!(judge(&neither, &[], &[]), Judged::Not(why) if why.contains("neither more nor less")));
}
