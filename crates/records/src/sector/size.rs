//! The size of an employer: staff records over all workplaces of the organisation.

/// A band of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeBand {
    /// 1 to 9.
    Micro,
    /// 10 to 49.
    Small,
    /// 50 to 249.
    Medium,
    /// 250 and over.
    Large,
}

impl SizeBand {
    /// Every band, smallest first.
    pub const ALL: [Self; 4] = [Self::Micro, Self::Small, Self::Medium, Self::Large];

    /// The key in addresses and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Micro => "micro",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Its position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The band of an employer with this many staff records.
    pub const fn of_staff(staff: u32) -> Self {
        match staff {
            0..=9 => Self::Micro,
            10..=49 => Self::Small,
            50..=249 => Self::Medium,
            _ => Self::Large,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SizeBand::{self, Large, Medium, Micro, Small};

    #[test]
    fn bands_meet_without_gap_or_overlap() {
        let bands = [0, 9, 10, 49, 50, 249, 250].map(SizeBand::of_staff);
        assert_eq!(bands, [Micro, Micro, Small, Small, Medium, Medium, Large]);
    }
}
