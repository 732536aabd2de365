//! The pulse: no way from an answer to a person, and nothing told of few people.

use jiff::civil::date;
use vocation_capabilities::delivery::pulse::results::pulse_results;
use vocation_capabilities::delivery::pulse::{Answer, PulseForm, Round, pulse_add};
use vocation_disclosure::Policy;
use vocation_records::sql::{Db, args};
use vocation_records::strategy::{Role, Strategy};

use crate::stores::{Store, stores};

const SCHEMA: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../records/migrations/0011_pulse.sql"));

fn form(key: u32, place: &str, answer: Answer) -> PulseForm {
    PulseForm {
        form_key: format!("{key:032x}"),
        place: place.to_owned(),
        role: Role::CarePractitioner,
        answers: vec![("CP-I1".to_owned(), answer), ("CP-I2".to_owned(), Answer::Agree)],
    }
}

/// The columns of a table as the migration writes them.
fn columns(table: &str) -> Vec<&'static str> {
    let body = SCHEMA.split(&format!("create table {table} (")).nth(1).unwrap();
    let body = body.split("primary key").next().unwrap();
    body.lines().filter_map(|line| line.split_whitespace().next()).collect()
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    db.row(sql, args![]).await.unwrap().unwrap().get(0).unwrap()
}

#[tokio::test]
async fn there_is_no_way_from_an_answer_to_a_person() {
    assert_eq!(
        columns("pulse_tally"),
        ["tenant", "round", "place", "role", "statement", "answer", "people"],
        "a tally says how many, and nothing of who, when or in which order"
    );
    assert_eq!(columns("pulse_form"), ["tenant", "form_key"], "the key of a form is kept apart from what was answered");
    let strategy = Strategy::built_in().unwrap();
    for Store { db, .. } in stores().await {
        let round = Round::of(date(2026, 8, 9));
        for key in 0..20 {
            for _ in 0..2 {
                pulse_add(&db, 1, &strategy, round, &form(key, "E1", Answer::Agree)).await.unwrap();
            }
        }
        assert_eq!(count(&db, "select count(*) from pulse_tally").await, 2, "20 forms leave two counters");
        assert_eq!(
            count(&db, "select cast(sum(people) as bigint) from pulse_tally").await,
            40,
            "each form counts once"
        );
        assert_eq!(count(&db, "select count(*) from pulse_form").await, 20);
        for table in ["select count(*) from plan_record", "select count(*) from feedback"] {
            assert_eq!(count(&db, table).await, 0, "nothing else is written");
        }
    }
}

#[tokio::test]
async fn a_form_that_is_not_one_of_ours_is_refused_whole() {
    let strategy = Strategy::built_in().unwrap();
    for Store { db, .. } in stores().await {
        let round = Round::of(date(2026, 8, 9));
        let good = form(1, "E1", Answer::Agree);
        let mut other_role = good.clone();
        other_role.answers.push(("PR-I1".to_owned(), Answer::Agree));
        let mut twice = good.clone();
        twice.answers.push(("CP-I1".to_owned(), Answer::Disagree));
        for (bad, words) in [
            (PulseForm { answers: Vec::new(), ..good.clone() }, "answer at least one"),
            (PulseForm { form_key: "1".into(), ..good.clone() }, "open it again"),
            (other_role, "PR-I1 is not asked of a care practitioner"),
            (twice, "CP-I1 is not asked of a care practitioner once"),
        ] {
            let error = pulse_add(&db, 1, &strategy, round, &bad).await.unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        assert_eq!(count(&db, "select count(*) from pulse_tally").await, 0);
        assert_eq!(count(&db, "select count(*) from pulse_form").await, 0);
    }
}

#[tokio::test]
async fn nothing_is_told_of_nine_or_fewer_nor_of_a_round_that_still_runs() {
    let strategy = Strategy::built_in().unwrap();
    for Store { db, .. } in stores().await {
        let round = Round::of(date(2026, 8, 9));
        let mut key = 0;
        for (place, answer, people) in [
            ("E1", Answer::Agree, 60),
            ("E1", Answer::Neither, 30),
            ("E1", Answer::Disagree, 30),
            ("E2", Answer::Agree, 9),
            ("E3", Answer::Agree, 50),
            ("E3", Answer::Neither, 25),
            ("E3", Answer::Disagree, 25),
            ("E4", Answer::Agree, 40),
            ("E4", Answer::Neither, 20),
            ("E4", Answer::Disagree, 20),
        ] {
            for _ in 0..people {
                key += 1;
                pulse_add(&db, 1, &strategy, round, &form(key, place, answer)).await.unwrap();
            }
        }
        let role = Role::CarePractitioner;
        let running = pulse_results(&db, 1, round, role, date(2026, 9, 30)).await.unwrap();
        assert!(running.is_empty(), "two moments of a running round could be compared");
        let over = pulse_results(&db, 1, round, role, date(2026, 10, 1)).await.unwrap();
        let said = &over["CP-I1"];
        let of = |place: &str| said.iter().find(|said| said.place == place).unwrap();
        assert!(of("E2").people.is_confidential() && of("E2").agree.is_none() && of("E2").range.is_none());
        // What a reader can work out of the nine: the whole less the other places, each within its rounding.
        let policy = Policy::special();
        let behind = |place: &str| of(place).people.shown().map_or((0, 1_000), |shown| policy.behind(shown));
        let others: Vec<(u32, u32)> = ["E1", "E3", "E4"].map(behind).into();
        let (low, high) = behind("");
        let least = low.saturating_sub(others.iter().map(|(_, high)| high).sum()).max(1);
        let most = high.saturating_sub(others.iter().map(|(low, _)| low).sum()).min(9);
        assert!(most >= least + policy.possible_values - 1, "a reader knows that they are {least} to {most}");
        let told = said.iter().filter_map(|said| Some((said.agree?, said.range?))).collect::<Vec<_>>();
        assert!(!told.is_empty(), "what many say is told: {said:?}");
        assert!(told.iter().all(|(agree, (low, high))| low < agree && agree < high && *high - low < 30.0), "{told:?}");
        assert!(pulse_results(&db, 1, round.before(), role, date(2026, 10, 1)).await.unwrap().is_empty());
    }
}
