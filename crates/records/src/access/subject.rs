//! The words of the policy: who asks, what for, and about which record.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$about])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word by which it is stored and shown.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What somebody is here. A person with two posts has two accounts' worth of rights, never both at once.
    Role {
        /// Nobody who has signed in.
        Visitor => "visitor",
        /// Draws on care, or acts for somebody who does.
        Person => "person",
        /// Works in care or applies to.
        Worker => "worker",
        /// Runs a provider or one of its locations.
        Manager => "provider manager",
        /// Recruits for a provider.
        Recruiter => "recruiter",
        /// Buys care for a council.
        Commissioner => "council commissioner",
        /// Looks after the quality of providers for a council.
        Quality => "quality officer",
        /// Sits on the board of an integrated care system.
        Board => "care board member",
        /// Makes the figures of the region.
        Analyst => "regional analyst",
        /// Keeps accounts in order; sees no record for that.
        Administrator => "administrator",
        /// The program itself: retention and checks.
        System => "system",
    }
}

words! {
    /// What is to be done.
    Action {
        /// See it.
        Read => "read",
        /// Change or correct it.
        Change => "change",
        /// Let somebody else see it.
        Share => "share",
        /// Take it away as a file.
        Export => "export",
        /// Remove it.
        Erase => "erase",
    }
}

words! {
    /// What a record is.
    Kind {
        /// What an employer holds about somebody who works there.
        Employment => "employment record",
        /// The credentials that a worker holds.
        Passport => "passport",
        /// An application for a post.
        Application => "application",
        /// What somebody told about protected characteristics.
        Monitoring => "monitoring answers",
        /// What matters to somebody who draws on care.
        Outcomes => "outcomes",
        /// Costs, prices and vacancies of a provider.
        Business => "business figures",
        /// A concern about a provider.
        Concern => "quality concern",
        /// Who has seen what.
        AccessLog => "access log",
        /// An account.
        Account => "account",
    }
}

words! {
    /// Why it is done.
    Purpose {
        /// Somebody looks after their own affairs.
        Own => "own affairs",
        /// To employ people lawfully and well.
        Employment => "employment",
        /// To fill a post.
        Recruitment => "recruitment",
        /// To arrange somebody's support.
        Support => "arranging support",
        /// To see that a market of good care exists.
        Oversight => "market oversight",
        /// To keep the service running.
        Operation => "operation",
    }
}

impl Purpose {
    /// The lawful basis on which data is used for this purpose; each controller confirms it in its own record of processing.
    pub const fn lawful_basis(self) -> &'static str {
        match self {
            Self::Own => "UK GDPR articles 12 to 22: the rights of the person",
            Self::Employment => {
                "UK GDPR article 6(1)(b) and (c): contract and legal duty (2014 Regulations, regulation 19 and schedule 3)"
            }
            Self::Recruitment => "UK GDPR article 6(1)(b): steps before a contract; shown only what the person shares",
            Self::Support => "UK GDPR article 6(1)(e) and 9(2)(h): public task, social care; with the person's share",
            Self::Oversight => "UK GDPR article 6(1)(e): public task (Care Act 2014, section 5)",
            Self::Operation => "UK GDPR article 6(1)(c) and (e): security and storage limits (articles 5 and 32)",
        }
    }
}

/// Who asks, as the session knows them. `''` means "none", and never equals anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The region.
    pub tenant: i64,
    /// What they are.
    pub role: Role,
    /// Themselves, as a person.
    pub person: String,
    /// The provider they work for in this role.
    pub provider: String,
    /// The only location they have to do with; `''` for all of the provider.
    pub location: String,
    /// The council they work for.
    pub council: String,
    /// The integrated care board they work for.
    pub care_board: String,
}

impl Subject {
    /// To whom a person would share, to share with this subject; `''` when nothing can be shared with them.
    pub fn recipient(&self) -> String {
        let (kind, id) = match self.role {
            Role::Manager | Role::Recruiter => ("provider", &self.provider),
            Role::Commissioner | Role::Quality => ("council", &self.council),
            Role::Board => ("care board", &self.care_board),
            Role::Person | Role::Worker => ("person", &self.person),
            Role::Visitor | Role::Analyst | Role::Administrator | Role::System => return String::new(),
        };
        if id.is_empty() { String::new() } else { format!("{kind}:{id}") }
    }
}

/// A record, with all that decides who may see it. `''` means that it belongs to none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The region.
    pub tenant: i64,
    /// What it is.
    pub kind: Kind,
    /// Whom it is about.
    pub person: String,
    /// Whose business it is.
    pub provider: String,
    /// At which location.
    pub location: String,
    /// In the area of which council.
    pub council: String,
    /// In the area of which board.
    pub care_board: String,
}
