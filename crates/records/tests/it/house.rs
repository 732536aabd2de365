//! Feedback and saved views.

use vocation_records::feedback::{Feedback, FeedbackError, feedback_add, feedback_list};
use vocation_records::views::{ViewError, ViewText, view_add, view_edit, view_get};

use crate::stores::{Store, now, stores};

fn idea(message: &str) -> Feedback {
    Feedback { page: "/councils".to_owned(), kind: "idea".to_owned(), message: message.to_owned() }
}

fn words(title: &str) -> ViewText {
    ViewText { title: title.to_owned(), question: "place=E10000012&place=E06000055".to_owned(), note: String::new() }
}

#[tokio::test]
async fn feedback_sent_three_times_and_in_parallel_counts_once() {
    for Store { db, .. } in stores().await {
        let mut tasks = Vec::new();
        for _ in 0..3 {
            let db = db.clone();
            tasks.push(tokio::spawn(async move { feedback_add(&db, 1, "key-1", &idea("Show rates"), now()).await }));
        }
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(feedback_list(&db, 1, "/councils", 10).await.unwrap().len(), 1);
        let other = feedback_add(&db, 1, "key-1", &idea("Something else"), now()).await;
        assert!(matches!(other, Err(FeedbackError::KeyReused)));
        let wrong = Feedback { kind: "advert".to_owned(), ..idea("x") };
        assert!(matches!(feedback_add(&db, 1, "key-2", &wrong, now()).await, Err(FeedbackError::Store(_))));
        assert_eq!(feedback_list(&db, 2, "/councils", 10).await.unwrap(), [], "another region sees none of it");
    }
}

#[tokio::test]
async fn two_people_editing_one_view_never_overwrite_silently() {
    for Store { db, .. } in stores().await {
        let first = view_add(&db, 1, "v", &words("East"), now()).await.unwrap();
        assert_eq!(first.version, 1);
        let mine = view_edit(&db, 1, "v", 1, &words("Mine"), now()).await.unwrap();
        assert_eq!((mine.version, mine.text.title.as_str()), (2, "Mine"));
        let Err(ViewError::Conflict { theirs, yours }) = view_edit(&db, 1, "v", 1, &words("Yours"), now()).await else {
            panic!("the second editor must be told");
        };
        assert_eq!((theirs.version, theirs.text.title.as_str(), yours.title.as_str()), (2, "Mine", "Yours"));
        let again = view_edit(&db, 1, "v", 1, &words("Mine"), now()).await.unwrap();
        assert_eq!(again.version, 2, "the same form twice is one change");
        assert_eq!(view_get(&db, 1, "v").await.unwrap().unwrap().text, words("Mine"));
        assert!(matches!(view_edit(&db, 1, "none", 1, &words("x"), now()).await, Err(ViewError::Missing)));
    }
}
