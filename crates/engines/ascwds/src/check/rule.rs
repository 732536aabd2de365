//! One rule of the national files, and one place where it struck.

use std::borrow::Cow;

use crate::{Kind, Severity};

/// Where a rule is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Force {
    /// The national service reports it, and so do we.
    National,
    /// The national service has the rule and cannot reach or does not report it; we do.
    Silent,
    /// Ours: the national service accepts the value without a word.
    Ours,
}

/// One rule: what is wrong, where, how much it matters and how to mend it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name within its file, such as `START_DATE_IN_FUTURE`.
    pub name: &'static str,
    /// The file it is about.
    pub file: Kind,
    /// Error or warning: any error stops a national upload, a warning does not.
    pub severity: Severity,
    /// The national code; 0 where there is none.
    pub code: u16,
    /// The column as the national service names it, such as `CONTHOURS/ZEROHRCONT`.
    pub column: &'static str,
    /// The column whose value is at fault, in national order.
    pub cell: usize,
    /// Where it is in force.
    pub force: Force,
    /// What is wrong.
    pub message: &'static str,
    /// How to mend it.
    pub help: &'static str,
}

/// One place where a rule struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule.
    pub rule: &'static Rule,
    /// The number of the `QUALACHnn` it is about; 0 for every other column.
    pub qualification: u8,
}

impl Hit {
    /// The national code, where there is one.
    pub fn code(&self) -> Option<u16> {
        (self.rule.code != 0).then_some(self.rule.code)
    }

    /// The column as the national service names it.
    pub fn column(&self) -> Cow<'static, str> {
        if self.qualification > 3 && self.rule.column.starts_with("QUALACHnn") {
            Cow::Owned(self.rule.column.replace("nn", &format!("{:02}", self.qualification)))
        } else {
            Cow::Borrowed(self.rule.column)
        }
    }
}

/// Makes a static for each rule and a list of all of them.
macro_rules! rules {
    (@column $column:ident) => { stringify!($column) };
    (@column $column:ident $shown:literal) => { $shown };
    (@force) => { $crate::check::Force::National };
    (@force $force:ident) => { $crate::check::Force::$force };
    ($kind:ident in $columns:path;
     $($name:ident = $severity:ident $code:literal $column:ident $(as $shown:literal)? $(, $force:ident)?: $message:literal, $help:literal;)*) => {
        use $columns as columns;
        $(
            #[doc = $message]
            pub(crate) static $name: $crate::check::Rule = $crate::check::Rule {
                name: stringify!($name),
                file: $crate::Kind::$kind,
                severity: $crate::Severity::$severity,
                code: $code,
                column: rules!(@column $column $($shown)?),
                cell: columns::$column,
                force: rules!(@force $($force)?),
                message: $message,
                help: $help,
            };
        )*
        /// Every rule of this file, in the order of this page.
        pub(crate) static ALL: &[&$crate::check::Rule] = &[$(&$name),*];
    };
}
pub(crate) use rules;
