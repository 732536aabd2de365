//! A strategy goes live when every board has approved it, and the one of a past day can be read again.

use vocation_capabilities::delivery::actor::{Actor, Body, Right};
use vocation_capabilities::delivery::approvals::{
    approval_add, approval_list, strategy_go_live, strategy_live, strategy_version_add,
};

use crate::delivery_actions::planner;
use crate::stores::{Store, now, stores};

const EAST: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/reference/strategy/east-of-england.toml"));

fn speaks_for(body: Body) -> Actor {
    Actor { account: body.key().to_owned(), rights: vec![Right::Approve(body)] }
}

#[tokio::test]
async fn no_strategy_goes_live_without_each_boards_approval_and_nobody_approves_for_another() {
    let text = EAST.replace("Plan 2020-2025", "Plan 2027-2032");
    let later = now() + jiff::SignedDuration::from_hours(24);
    for Store { db, .. } in stores().await {
        let faulty = text.replace("id = \"RR2\"", "id = \"RR1\"");
        let refused = strategy_version_add(&db, 1, &planner(), "ours.toml", &faulty, now()).await.unwrap_err();
        assert!(refused.to_string().contains("id RR1 is in activities already"), "{refused}");
        let version = strategy_version_add(&db, 1, &planner(), "ours.toml", &text, now()).await.unwrap();
        assert_eq!(
            (version, strategy_version_add(&db, 1, &planner(), "ours.toml", &text, now()).await.unwrap()),
            (1, 1)
        );
        let wrong = speaks_for(Body::PeopleBoard);
        let refused = approval_add(&db, 1, &wrong, 1, Body::CouncilGovernance, "Minute 4", now()).await.unwrap_err();
        assert!(refused.to_string().contains("you may not record an approval of council governance"), "{refused}");
        let refused = approval_add(&db, 1, &wrong, 9, Body::PeopleBoard, "Minute 4", now()).await.unwrap_err();
        assert!(refused.to_string().contains("no strategy version 9"), "{refused}");
        for body in &Body::ALL[..3] {
            approval_add(&db, 1, &speaks_for(*body), 1, *body, "Minute 4", now()).await.unwrap();
        }
        let refused = strategy_go_live(&db, 1, &planner(), 1, later).await.unwrap_err();
        assert!(
            refused.to_string().contains("without the approval of the Market Shaping Group; record it"),
            "{refused}"
        );
        assert!(strategy_live(&db, 1, None).await.unwrap().about.title.contains("2020-2025"));
        let last = Body::MarketShapingGroup;
        approval_add(&db, 1, &speaks_for(last), 1, last, "Minute 9", now()).await.unwrap();
        approval_add(&db, 1, &speaks_for(last), 1, last, "Minute 10", later).await.unwrap();
        let given = approval_list(&db, 1, 1).await.unwrap();
        assert_eq!(given.len(), 4);
        assert!(given.iter().any(|approval| approval.minute == "Minute 9"), "the first record stands");
        strategy_go_live(&db, 1, &planner(), 1, later).await.unwrap();
        assert!(strategy_live(&db, 1, None).await.unwrap().about.title.contains("2027-2032"));
        let before = strategy_live(&db, 1, Some(now())).await.unwrap();
        assert!(before.about.title.contains("2020-2025"), "a report of yesterday reads yesterday's strategy");
        assert!(strategy_live(&db, 2, None).await.unwrap().about.title.contains("2020-2025"));
    }
}
