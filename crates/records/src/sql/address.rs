//! Where a database is.

use std::path::PathBuf;

/// What `--database` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL server, with user and database.
    Server(String),
}

impl Address {
    /// Reads `path`, `sqlite:path` or `postgres://user@host/name`.
    pub fn of(url: &str) -> Self {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::Server(url.to_owned());
        }
        Self::File(url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_be_named_plainly_or_as_an_address() {
        let file = Address::File("vocation-data/vocation.db".into());
        for url in
            ["vocation-data/vocation.db", "sqlite:vocation-data/vocation.db", "sqlite://vocation-data/vocation.db"]
        {
            assert_eq!(Address::of(url), file);
        }
        assert!(matches!(Address::of("postgres://me@here/care"), Address::Server(_)));
    }
}
