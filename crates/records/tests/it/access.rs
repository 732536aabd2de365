//! The policy asked for one record and asked of the database are the same policy.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use vocation_records::access::{
    Action, Facts, IN_SCOPE, Kind, Purpose, Record, Represents, Role, Shared, Subject, decide, scope, share_add,
    share_list, share_stop,
};
use vocation_records::audit::{audit_person, verify};
use vocation_records::sql::{Batch, Db, args};

use crate::stores::{Store, now, stores};

fn day(n: i8) -> Date {
    date(2026, 10, n)
}

/// A name out of few, or none, so that many coincide.
fn name(letter: &'static str) -> impl Strategy<Value = String> {
    (0_u8..3).prop_map(move |n| if n == 0 { String::new() } else { format!("{letter}{n}") })
}

fn one_of<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(move |at| all[at])
}

fn record() -> impl Strategy<Value = Record> {
    (1_i64..3, one_of(Kind::ALL), name("p"), name("v"), name("l"), name("c")).prop_map(
        |(tenant, kind, person, provider, location, council)| Record {
            tenant,
            kind,
            person,
            provider,
            location,
            council,
            care_board: "b1".to_owned(),
        },
    )
}

/// A share, and whether it was stopped.
fn share() -> impl Strategy<Value = (Shared, bool)> {
    let recipient = prop_oneof![Just("provider:v1"), Just("council:c1"), Just("person:p1"), Just("care board:b1")];
    (
        1_i64..3,
        name("p"),
        one_of(Kind::ALL),
        recipient,
        one_of(Purpose::ALL),
        1_i8..5,
        0_i8..4,
        prop::bool::weighted(0.2),
    )
        .prop_map(|(tenant, person, kind, recipient, purpose, from, long, stopped)| {
            let days = (day(from), day(from + long));
            (Shared { tenant, person, kind, recipient: recipient.to_owned(), purpose, days }, stopped)
        })
}

fn authority() -> impl Strategy<Value = (Represents, bool)> {
    (1_i64..3, name("p"), name("p"), 1_i8..5, 0_i8..4, prop::bool::weighted(0.2)).prop_map(
        |(tenant, person, representative, from, long, ended)| {
            (Represents { tenant, person, representative, days: (day(from), day(from + long)) }, ended)
        },
    )
}

async fn keep(db: &Db, records: &[Record], shares: &[(Shared, bool)], authorities: &[(Represents, bool)]) {
    let mut batch = Batch::new();
    for (n, r) in records.iter().enumerate() {
        batch = batch.execute(
            "insert into protected_record (tenant, kind, record_id, person, provider, location, council, care_board)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![
                r.tenant,
                r.kind.word(),
                format!("{n:03}"),
                &r.person,
                &r.provider,
                &r.location,
                &r.council,
                &r.care_board
            ],
        );
    }
    for (n, (s, stopped)) in (0_i64..).zip(shares) {
        batch = batch.execute(
            "insert into consent_share (tenant, share_no, person, kind, recipient, purpose, from_on, until_on, given_at,
             given_by, stopped_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 't', 'a', $9)",
            args![
                s.tenant, n, &s.person, s.kind.word(), &s.recipient, s.purpose.word(), s.days.0.to_string(),
                s.days.1.to_string(), stopped.then_some("t")
            ],
        );
    }
    for (a, ended) in authorities {
        batch = batch.execute(
            "insert into representation (tenant, person, representative, authority, seen_by, from_on, until_on, ended_at)
             values ($1, $2, $3, 'deputy', 'account:1', $4, $5, $6)",
            args![a.tenant, &a.person, &a.representative, a.days.0.to_string(), a.days.1.to_string(), ended.then_some("t")],
        );
    }
    db.apply(batch).await.unwrap();
}

async fn clear(db: &Db) {
    let batch = ["delete from protected_record", "delete from consent_share", "delete from representation"];
    db.apply(batch.into_iter().fold(Batch::new(), |batch, sql| batch.execute(sql, args![]))).await.unwrap();
}

/// Every subject of a role, action, kind and purpose, asked both ways.
async fn ask(db: &Db, records: &[Record], facts: &Facts, location: &str, today: Date) -> usize {
    let sql: &'static str =
        String::leak(format!("select r.record_id from protected_record r where {IN_SCOPE} order by r.record_id"));
    let mut allowed = 0;
    for role in Role::ALL {
        let subject = Subject {
            tenant: 1,
            role: *role,
            person: "p1".into(),
            provider: "v1".into(),
            location: location.into(),
            council: "c1".into(),
            care_board: "b1".into(),
        };
        for action in Action::ALL {
            for kind in Kind::ALL {
                for purpose in Purpose::ALL {
                    let one_by_one: Vec<String> = (0..records.len())
                        .filter(|n| records[*n].kind == *kind)
                        .filter(|n| decide(&subject, *action, &records[*n], *purpose, today, facts).is_allowed())
                        .map(|n| format!("{n:03}"))
                        .collect();
                    let args = scope(&subject, *action, *kind, *purpose, today).args();
                    let rows = db.rows(sql, args).await.unwrap();
                    let together: Vec<String> = rows.iter().map(|row| row.get(0).unwrap()).collect();
                    assert_eq!(one_by_one, together, "{role:?} {action:?} {kind:?} {purpose:?} on {}", db.backend());
                    allowed += together.len();
                }
            }
        }
    }
    allowed
}

#[test]
fn over_all_records_and_all_of_the_matrix_both_ways_of_asking_agree_on_both_databases() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        for Store { db, .. } in stores().await {
            let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::default());
            let world = (
                prop::collection::vec(record(), 20..60),
                prop::collection::vec(share(), 10..60),
                prop::collection::hash_map(0..9_u8, authority(), 0..9),
                prop_oneof![Just(""), Just("l1")],
            );
            let mut allowed = 0;
            for _ in 0..6 {
                let (records, shares, authorities, location) = world.new_tree(&mut runner).unwrap().current();
                let mut known = std::collections::HashSet::new();
                let authorities: Vec<_> = authorities
                    .into_values()
                    .filter(|(a, _)| known.insert((a.tenant, a.person.clone(), a.representative.clone(), a.days.0)))
                    .collect();
                keep(&db, &records, &shares, &authorities).await;
                let facts = Facts {
                    shares: shares.iter().filter(|(_, stopped)| !stopped).map(|(share, _)| share.clone()).collect(),
                    represents: authorities.iter().filter(|(_, ended)| !ended).map(|(one, _)| one.clone()).collect(),
                };
                allowed += ask(&db, &records, &facts, location, day(3)).await;
                clear(&db).await;
            }
            assert!(allowed > 100, "hardly anything was allowed: {allowed}");
        }
    });
}

#[tokio::test]
async fn a_share_that_is_stopped_or_over_is_refused_at_the_next_reading_and_leaves_its_trace() {
    for Store { db, .. } in stores().await {
        let person = audit_person(&db, 1, "p1", [3; 32]).await.unwrap();
        let passport = Record {
            tenant: 1,
            kind: Kind::Passport,
            person: "p1".into(),
            provider: String::new(),
            location: String::new(),
            council: String::new(),
            care_board: String::new(),
        };
        keep(&db, &[passport], &[], &[]).await;
        let recruiter = Subject {
            tenant: 1,
            role: Role::Recruiter,
            person: "p9".into(),
            provider: "v1".into(),
            location: String::new(),
            council: String::new(),
            care_board: String::new(),
        };
        let sql: &'static str = String::leak(format!("select 1 from protected_record r where {IN_SCOPE}"));
        let sees = async |purpose, today| {
            let scope = scope(&recruiter, Action::Read, Kind::Passport, purpose, today);
            !db.rows(sql, scope.args()).await.unwrap().is_empty()
        };
        assert!(!sees(Purpose::Recruitment, day(2)).await, "nothing is shared yet");
        let days = (day(1), day(9));
        let share = |purpose, days| {
            share_add(&db, 1, &person, Kind::Passport, "provider:v1", purpose, days, "account:1", now())
        };
        let number = share(Purpose::Recruitment, days).await.unwrap();
        assert!(sees(Purpose::Recruitment, day(2)).await && sees(Purpose::Recruitment, day(9)).await);
        assert!(!sees(Purpose::Employment, day(2)).await, "it is for one purpose");
        assert!(!sees(Purpose::Recruitment, day(10)).await, "it is over");
        let other = audit_person(&db, 1, "p2", [4; 32]).await.unwrap();
        share_stop(&db, 1, &other, number, "account:2", now()).await.unwrap_err();
        assert!(sees(Purpose::Recruitment, day(2)).await, "nobody stops another's share");
        share_stop(&db, 1, &person, number, "account:1", now()).await.unwrap();
        assert!(!sees(Purpose::Recruitment, day(2)).await, "it was stopped");
        share_stop(&db, 1, &person, number, "account:1", now()).await.unwrap_err();
        share(Purpose::Recruitment, (day(9), day(1))).await.unwrap_err();
        share(Purpose::Recruitment, (day(1), date(2029, 1, 1))).await.unwrap_err();
        let list = share_list(&db, 1, "p1").await.unwrap();
        assert!(list.len() == 1 && list[0].stopped_at.is_some());
        assert_eq!(verify(&db, 1, None, &[]).await.unwrap().entries, 2, "one for the share, one for its end");
    }
}
