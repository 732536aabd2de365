//! Which activities of the plan this program already carries out, and where. A capability that builds one adds its line here.

/// Something built for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Built {
    /// The activity it serves.
    pub activity: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// The page that opens it.
    pub href: &'static str,
}

/// Everything built so far, in the order of the plan.
pub const BUILT: &[Built] = &[Built { activity: "PE6", label: "Best practice library", href: "/plan/practice" }];

/// What is built for an activity; empty where it is not built yet.
pub fn built_for(activity: &str) -> impl Iterator<Item = &'static Built> + '_ {
    BUILT.iter().filter(move |built| built.activity == activity)
}
