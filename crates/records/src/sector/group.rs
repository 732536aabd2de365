//! The groups in which the sector is published: kinds of service, sizes of employer, kinds of role.

/// Declares a closed list of groups with the key used in tables and addresses, and the label people read.
macro_rules! groups {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every group, in publishing order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The key used in tables, files and addresses.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The label people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The group with this key.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|group| group.key() == key)
            }

            /// Its position in [`Self::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }
        }
    };
}

groups! {
    /// The kind of service a workplace mainly gives, grouped from the national main service codes.
    ServiceGroup {
        /// National code 1.
        NursingHome = "care-home-nursing", "Care homes with nursing";
        /// National codes 2 and 5.
        CareHome = "care-home", "Care homes without nursing";
        /// National codes 8, 10, 12 and 73.
        Domiciliary = "home-care", "Home care";
        /// National codes 53, 54 and 55.
        SupportedLiving = "supported-living", "Extra care and supported living";
        /// National codes 6 and 7.
        Day = "day", "Day services";
        /// Every other code.
        Community = "community", "Community and other services";
    }
}

groups! {
    /// The size of the employer: staff records over all workplaces of the organisation.
    SizeBand {
        /// 1 to 9.
        Micro = "micro", "Micro (under 10)";
        /// 10 to 49.
        Small = "small", "Small (10 to 49)";
        /// 50 to 249.
        Medium = "medium", "Medium (50 to 249)";
        /// 250 and over.
        Large = "large", "Large (250 and over)";
    }
}

groups! {
    /// The four groups in which job roles are published.
    RoleGroup {
        /// Care workers, senior care workers, support workers and other care-providing roles.
        DirectCare = "direct-care", "Direct care";
        /// Managers and supervisors.
        Managers = "managers", "Managers and supervisors";
        /// Social workers, occupational therapists, registered nurses and allied health professionals.
        Professions = "regulated-professions", "Regulated professions";
        /// Administrative, ancillary and other roles.
        Other = "other", "Other roles";
    }
}

impl ServiceGroup {
    /// The group of a national main service code.
    pub const fn of_main_service(code: u16) -> Self {
        match code {
            1 => Self::NursingHome,
            2 | 5 => Self::CareHome,
            8 | 10 | 12 | 73 => Self::Domiciliary,
            53..=55 => Self::SupportedLiving,
            6 | 7 => Self::Day,
            _ => Self::Community,
        }
    }
}

impl SizeBand {
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

impl RoleGroup {
    /// The group of a national main job role code.
    pub const fn of_role(code: u16) -> Self {
        match code {
            7 | 8 | 9 | 23 | 38 | 52 => Self::DirectCare,
            1..=5 | 24 | 43 | 45 => Self::Managers,
            6 | 15 | 16 | 17 | 35 | 37 => Self::Professions,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_their_group_again() {
        for group in ServiceGroup::ALL {
            assert_eq!(ServiceGroup::from_key(group.key()), Some(*group));
        }
        assert_eq!(RoleGroup::from_key("carer"), None);
    }

    #[test]
    fn bands_meet_without_gap_or_overlap() {
        use SizeBand::{Large, Medium, Micro, Small};
        let bands: Vec<_> = [0, 9, 10, 49, 50, 249, 250].map(SizeBand::of_staff).into();
        assert_eq!(bands, [Micro, Micro, Small, Small, Medium, Medium, Large]);
    }
}
