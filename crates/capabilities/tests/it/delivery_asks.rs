//! From a local barrier to an ask with evidence, and consultations that always end with a response.

use jiff::civil::date;
use vocation_capabilities::delivery::actor::{Actor, Right};
use vocation_capabilities::delivery::asks::{
    Ask, AskState, ToldBarrier, ask_add, ask_answer, ask_evidence, ask_send, barrier_tell, is_overdue,
};
use vocation_capabilities::delivery::consultations::{
    Consultation, consultation_answer, consultation_close, consultation_open, consultation_reach,
};
use vocation_records::indicators::series::{Cell, series};
use vocation_records::sql::{Batch, Db, args};
use vocation_records::strategy::{Role, Strategy};

use crate::stores::{Store, now, stores};

fn lead() -> Actor {
    Actor { account: "lea".to_owned(), rights: vec![Right::Ask, Right::Consult] }
}

/// A release of two figures, as if published.
async fn publish(db: &Db, release: i64, figures: &'static str) {
    let made = "insert into release (tenant, release_no, published_at, first_month, last_month, policy, data_version, synthetic)
                values (1, $1, '2026-10-01', 202607, 202609, 'people', 'x', $2)";
    let row = "insert into series (tenant, release_no, place, service, size, role, measure, first_month, figures)
               values (1, $1, $2, 'all', 'all', 'all', 'turnover', 202607, $3)";
    let batch = Batch::new()
        .execute(made, args![release, true])
        .execute(row, args![release, "E12000006", figures])
        .execute(row, args![release, "E10000020", "31.5,[c],30.2[p]"]);
    db.apply(batch).await.unwrap();
}

fn ask() -> Ask {
    Ask {
        form: 1,
        text: "Fund travel time".to_owned(),
        of: "Department of Health and Social Care".to_owned(),
        barriers: vec!["told".to_owned()],
        release_no: 1,
        measures: vec!["turnover".to_owned()],
        state: AskState::Draft,
        sent_on: None,
        answer_due_on: None,
        answer: String::new(),
    }
}

#[tokio::test]
async fn an_ask_rests_on_a_barrier_and_a_release_and_its_evidence_is_what_was_published() {
    let strategy = Strategy::built_in().unwrap();
    for Store { db, .. } in stores().await {
        publish(&db, 1, "24.0,24.5,25.1").await;
        let told = |barrier: &str| ToldBarrier {
            form: 1,
            barrier: barrier.to_owned(),
            place: "E10000020".to_owned(),
            text: "Mileage is not paid".to_owned(),
        };
        let none = barrier_tell(&db, 1, &lead(), "told", told("B77"), &strategy, now()).await.unwrap_err();
        assert!(none.to_string().contains("B77 is no barrier of the strategy"), "{none}");
        barrier_tell(&db, 1, &lead(), "told", told("B4"), &strategy, now()).await.unwrap();
        for (bad, words) in [
            (Ask { barriers: Vec::new(), ..ask() }, "rests on at least one barrier"),
            (Ask { barriers: vec!["x".into()], ..ask() }, "no barrier told under x"),
            (Ask { release_no: 7, ..ask() }, "no release 7"),
            (Ask { measures: vec!["joy".into()], ..ask() }, "\"joy\" is no indicator"),
            (Ask { of: String::new(), ..ask() }, "of whom it is asked is empty"),
        ] {
            let error = ask_add(&db, 1, &lead(), "ask", bad, now()).await.unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        ask_add(&db, 1, &lead(), "ask", ask(), now()).await.unwrap();
        publish(&db, 2, "1.0,2.0,3.0").await;
        let pack = ask_evidence(&db, 1, &ask(), "E12000006").await.unwrap();
        assert_eq!(pack.len(), 2);
        for evidence in &pack {
            let shown = series(&db, 1, 1, Cell::whole(&evidence.place), "turnover").await.unwrap().pop();
            assert_eq!(evidence.figure, shown, "the evidence is what stood on the pages of that release");
        }
        assert_eq!(pack[0].figure.as_ref().unwrap().value, Some(25.1));
        let early = ask_answer(&db, 1, &lead(), ("ask", 1), "Yes", now()).await.unwrap_err();
        assert!(early.to_string().contains("send it first"), "{early}");
        let days = (date(2026, 10, 1), date(2026, 9, 1));
        let wrong = ask_send(&db, 1, &lead(), ("ask", 1), days, now()).await.unwrap_err();
        assert!(wrong.to_string().contains("before the ask is sent"), "{wrong}");
        let days = (date(2026, 10, 1), date(2026, 11, 1));
        let sent = ask_send(&db, 1, &lead(), ("ask", 1), days, now()).await.unwrap();
        assert!(!is_overdue(&sent.body, date(2026, 11, 1)) && is_overdue(&sent.body, date(2026, 11, 2)));
        let answered = ask_answer(&db, 1, &lead(), ("ask", 2), "In the next review", now()).await.unwrap();
        assert!(!is_overdue(&answered.body, date(2027, 1, 1)));
    }
}

#[tokio::test]
async fn a_consultation_takes_words_while_it_is_open_and_closes_only_with_a_response() {
    let question = Consultation {
        form: 1,
        question: "What would keep you?".to_owned(),
        opens_on: date(2026, 10, 1),
        closes_on: date(2026, 10, 31),
        you_said: String::new(),
        we_did: String::new(),
    };
    for Store { db, .. } in stores().await {
        let opened = consultation_open(&db, 1, &lead(), "q", question.clone(), now()).await.unwrap();
        assert!(opened.body.owes_a_response(date(2026, 11, 1)));
        let open_day = date(2026, 10, 9);
        for at in 0..12 {
            let key = format!("k{at}");
            for _ in 0..2 {
                consultation_answer(&db, 1, "q", &key, Role::CarePractitioner, "Pay", open_day).await.unwrap();
            }
        }
        consultation_answer(&db, 1, "q", "p", Role::Provider, "Fees", open_day).await.unwrap();
        for (day, said) in [(date(2026, 9, 30), "x"), (date(2026, 11, 1), "x"), (open_day, " ")] {
            assert!(consultation_answer(&db, 1, "q", "z", Role::Provider, said, day).await.is_err());
        }
        let reach = consultation_reach(&db, 1, "q").await.unwrap();
        let shown: Vec<String> = reach.iter().map(|(_, count)| count.to_string()).collect();
        assert_eq!(shown, ["[c]", "10", "[c]", "[c]"], "few are not told, and neither is none");
        let empty = consultation_close(&db, 1, &lead(), ("q", 1), ("Pay", " "), now()).await.unwrap_err();
        assert!(empty.to_string().contains("what was done about it is empty"), "{empty}");
        let closed = consultation_close(&db, 1, &lead(), ("q", 1), ("Pay", "A pilot"), now()).await.unwrap();
        assert!(!closed.body.is_open(open_day) && !closed.body.owes_a_response(date(2026, 11, 1)));
        assert!(consultation_answer(&db, 1, "q", "y", Role::Provider, "x", open_day).await.is_err());
    }
}
