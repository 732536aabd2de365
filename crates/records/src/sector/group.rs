//! The groups in which the sector is published: kinds of service, sizes of employer, kinds of role.

use vocation_ascwds::CareSetting;

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
    /// The kind of service a workplace mainly gives. Which national codes belong to which is dated reference data
    /// (`data/reference/ascwds/service_settings.csv`).
    ServiceGroup {
        /// Care homes with nursing.
        NursingHome = "care-home-nursing", "Care homes with nursing";
        /// Care homes without nursing.
        CareHome = "care-home", "Care homes without nursing";
        /// Care in a person's own home, extra care and supported living.
        Domiciliary = "home-care", "Home care and supported living";
        /// Day services.
        Day = "day", "Day services";
        /// Community services.
        Community = "community", "Community services";
        /// Everything else.
        Other = "other", "Other services";
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

impl From<CareSetting> for ServiceGroup {
    fn from(setting: CareSetting) -> Self {
        match setting {
            CareSetting::CareHomeWithNursing => Self::NursingHome,
            CareSetting::CareHomeWithoutNursing => Self::CareHome,
            CareSetting::Domiciliary => Self::Domiciliary,
            CareSetting::Day => Self::Day,
            CareSetting::Community => Self::Community,
            CareSetting::Other => Self::Other,
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

impl From<vocation_ascwds::RoleGroup> for RoleGroup {
    fn from(group: vocation_ascwds::RoleGroup) -> Self {
        match group {
            vocation_ascwds::RoleGroup::DirectCare => Self::DirectCare,
            vocation_ascwds::RoleGroup::Manager => Self::Managers,
            vocation_ascwds::RoleGroup::RegulatedProfession => Self::Professions,
            vocation_ascwds::RoleGroup::Other => Self::Other,
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
