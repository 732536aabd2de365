//! Actions: what is refused and in which words, levels with their history, what is shown first.

use std::collections::BTreeSet;

use jiff::civil::date;
use vocation_capabilities::delivery::actions::calendar::{calendar, csv};
use vocation_capabilities::delivery::actions::rules::{
    Action, FORM, Horizon, Known, Standing, Status, in_order, orphans,
};
use vocation_capabilities::delivery::actions::store::{action_add, action_change, action_move};
use vocation_capabilities::delivery::actor::{Actor, Right};
use vocation_capabilities::delivery::record::{record_get, record_history, record_list};
use vocation_records::strategy::{Level, Strategy};

use crate::stores::{Store, now, stores};

pub fn planner() -> Actor {
    Actor { account: "ada".to_owned(), rights: vec![Right::Plan] }
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

pub fn action(text: &str) -> Action {
    Action {
        form: FORM,
        activity: "RR3".to_owned(),
        text: text.to_owned(),
        level: Level::Local,
        place: "E10000020".to_owned(),
        owner: "ada".to_owned(),
        horizon: Horizon::Short,
        starts_on: date(2026, 10, 1),
        due_on: date(2026, 12, 31),
        status: Status::Planned,
        evidence: String::new(),
        depends_on: Vec::new(),
    }
}

#[tokio::test]
async fn an_action_that_nobody_could_carry_out_is_refused_with_what_to_do() {
    let strategy = Strategy::built_in().unwrap();
    let (owners, places) = (set(&["ada", "ben"]), set(&["E10000020"]));
    let known = Known { strategy: &strategy, owners: &owners, places: &places };
    for Store { db, .. } in stores().await {
        let a = action_add(&db, 1, &planner(), "a", action("First"), known, now()).await.unwrap();
        let b = Action { depends_on: vec!["a".to_owned()], ..action("Second") };
        let b = action_add(&db, 1, &planner(), "b", b, known, now()).await.unwrap();
        let c = Action { depends_on: vec!["b".to_owned()], ..action("Third") };
        action_add(&db, 1, &planner(), "c", c, known, now()).await.unwrap();
        let good = action("Another");
        for (bad, words) in [
            (Action { owner: "nobody".into(), ..good.clone() }, "there is no account \"nobody\""),
            (
                Action { due_on: date(2026, 9, 1), ..good.clone() },
                "before it starts on 2026-10-01; put the later day second",
            ),
            (Action { activity: "XX9".into(), ..good.clone() }, "XX9 is no activity of the strategy"),
            (Action { place: "E99".into(), ..good.clone() }, "no place with the code \"E99\""),
            (Action { text: " ".into(), ..good.clone() }, "write it in a few words"),
            (Action { text: "x".repeat(4_001), ..good.clone() }, "longer than 4000 characters"),
            (Action { status: Status::Done, ..good.clone() }, "needs words on what shows it"),
            (Action { depends_on: vec!["z".into()], ..good.clone() }, "there is no action z to wait for"),
            (Action { depends_on: vec!["new".into()], ..good.clone() }, "cannot wait for itself"),
            (
                Action {
                    status: Status::Done,
                    evidence: "It is.".into(),
                    depends_on: vec!["a".into()],
                    ..good.clone()
                },
                "“First” must be done first",
            ),
        ] {
            let error = action_add(&db, 1, &planner(), "new", bad, known, now()).await.unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        let circle = Action { depends_on: vec!["c".to_owned()], ..a.body.clone() };
        let error = action_change(&db, 1, &planner(), ("a", 1), circle, known, now()).await.unwrap_err().to_string();
        assert!(error.contains("a → c → b → a"), "{error}");
        let nobody = Actor { account: "eve".to_owned(), rights: vec![Right::Pilot] };
        let error = action_add(&db, 1, &nobody, "new", good, known, now()).await.unwrap_err().to_string();
        assert!(error.contains("you may not add actions"), "{error}");
        assert_eq!(record_list::<Action>(&db, 1, None).await.unwrap().len(), 3, "nothing refused is kept");
        assert_eq!(record_list::<Action>(&db, 2, None).await.unwrap(), [], "another region sees none of it");
        assert_eq!(b.version, 1);
    }
}

#[tokio::test]
async fn an_escalation_keeps_its_history_and_yesterday_can_be_read_again() {
    let strategy = Strategy::built_in().unwrap();
    let (owners, places) = (set(&["ada"]), set(&["E10000020"]));
    let known = Known { strategy: &strategy, owners: &owners, places: &places };
    let later = now() + jiff::SignedDuration::from_hours(48);
    for Store { db, .. } in stores().await {
        action_add(&db, 1, &planner(), "a", action("First"), known, now()).await.unwrap();
        let again = action_add(&db, 1, &planner(), "a", action("First"), known, later).await.unwrap();
        assert_eq!((again.version, again.changed_at.as_str()), (1, "2026-10-01T09:00:00Z"), "sent twice, added once");
        let other = action_add(&db, 1, &planner(), "a", action("Other"), known, later).await.unwrap_err();
        assert!(other.to_string().contains("already sent with other words"));
        let up = action_move(&db, 1, &planner(), ("a", 1), Level::Regional, "No council can do it alone", later).await;
        assert_eq!(up.unwrap().body.level, Level::Regional);
        let late = action_move(&db, 1, &planner(), ("a", 1), Level::National, "x", later).await.unwrap_err();
        assert!(late.to_string().contains("changed this first: it is now version 2"), "{late}");
        let none = action_move(&db, 1, &planner(), ("a", 2), Level::National, " ", later).await.unwrap_err();
        assert!(none.to_string().contains("the reason is empty"), "{none}");
        let same = action_move(&db, 1, &planner(), ("a", 2), Level::Regional, "x", later).await.unwrap_err();
        assert!(same.to_string().contains("at the regional level already"), "{same}");
        action_move(&db, 1, &planner(), ("a", 2), Level::Local, "Norfolk will try it", later).await.unwrap();
        let history = record_history::<Action>(&db, 1, "a").await.unwrap();
        let told: Vec<(&str, &str)> = history.iter().map(|v| (v.change.as_str(), v.note.as_str())).collect();
        assert_eq!(
            told,
            [("added", ""), ("escalated", "No council can do it alone"), ("handed down", "Norfolk will try it")]
        );
        let then = record_list::<Action>(&db, 1, Some(now())).await.unwrap();
        assert_eq!((then.len(), then[0].version), (1, 1));
        assert_eq!(record_get::<Action>(&db, 1, "a").await.unwrap().unwrap().version, 3);
    }
}

#[tokio::test]
async fn two_links_that_make_a_circle_together_are_not_both_kept() {
    let strategy = Strategy::built_in().unwrap();
    let (owners, places) = (set(&["ada"]), set(&["E10000020"]));
    for Store { db, .. } in stores().await {
        let known = Known { strategy: &strategy, owners: &owners, places: &places };
        for key in ["a", "b"] {
            action_add(&db, 1, &planner(), key, action(key), known, now()).await.unwrap();
        }
        let link = |own: &str, needs: &str| Action { depends_on: vec![needs.to_owned()], ..action(own) };
        let actor = planner();
        let (one, other) = tokio::join!(
            action_change(&db, 1, &actor, ("a", 1), link("a", "b"), known, now()),
            action_change(&db, 1, &actor, ("b", 1), link("b", "a"), known, now()),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    }
}

#[tokio::test]
async fn overdue_and_blocked_come_first_and_the_calendar_holds_what_is_open() {
    let strategy = Strategy::built_in().unwrap();
    let (owners, places) = (set(&["ada"]), set(&["E10000020"]));
    let known = Known { strategy: &strategy, owners: &owners, places: &places };
    for Store { db, .. } in stores().await {
        let rows = [
            ("soon", date(2026, 10, 20), Status::Started, vec![]),
            ("late", date(2026, 10, 3), Status::Started, vec![]),
            ("waits", date(2027, 5, 1), Status::Planned, vec!["late".to_owned()]),
            ("held", date(2027, 4, 1), Status::Blocked, vec![]),
            ("fine", date(2027, 3, 1), Status::Planned, vec![]),
            ("over", date(2026, 10, 2), Status::Done, vec![]),
        ];
        for (key, due_on, status, depends_on) in rows {
            let body = Action {
                due_on,
                status,
                depends_on,
                evidence: "Seen".to_owned(),
                ..action(&format!("Do; {key}, now"))
            };
            action_add(&db, 1, &planner(), key, body, known, now()).await.unwrap();
        }
        let all = record_list::<Action>(&db, 1, None).await.unwrap();
        let today = date(2026, 10, 5);
        let order: Vec<(Standing, &str)> =
            in_order(&all, today).into_iter().map(|(s, a)| (s, a.key.as_str())).collect();
        assert_eq!(
            order,
            [
                (Standing::Overdue, "late"),
                (Standing::Blocked, "held"),
                (Standing::Blocked, "waits"),
                (Standing::DueSoon, "soon"),
                (Standing::OnCourse, "fine"),
                (Standing::Over, "over"),
            ]
        );
        let calendar = calendar(&all, today);
        assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 5, "what is over is in no calendar");
        assert!(
            calendar.contains("SUMMARY:Do\\; late\\, now\r\n") && calendar.contains("DTSTART;VALUE=DATE:20261003\r\n")
        );
        assert!(calendar.contains("DTSTAMP:20261001T090000Z\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
        let csv = csv(&all, today);
        assert_eq!(csv.lines().count(), 7);
        assert!(
            csv.lines()
                .nth(1)
                .unwrap()
                .starts_with("late,RR3,\"Do; late, now\",local,E10000020,ada,2026-10-01,2026-10-03,started,overdue")
        );
        assert_eq!(orphans(&all, &strategy, &owners).len(), 0);
        assert_eq!(
            orphans(&all, &strategy, &BTreeSet::new()).len(),
            5,
            "who lost an owner is told, but not what is over"
        );
    }
}
