//! The small types of the columns: identifiers, amounts, durations and answers.

use std::fmt;

/// What an upload says about a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The record must not exist yet.
    New,
    /// The record exists and is replaced by this row.
    Update,
    /// The record exists and nothing has changed.
    NoChange,
    /// The record exists; the row was downloaded and not looked at. The national service writes this.
    #[default]
    Unchecked,
    /// The record exists and ends.
    Delete,
}

impl Status {
    /// As written in the files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::Update => "UPDATE",
            Self::NoChange => "NOCHANGE",
            Self::Unchecked => "UNCHECKED",
            Self::Delete => "DELETE",
        }
    }

    /// Reads it, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::New, Self::Update, Self::NoChange, Self::Unchecked, Self::Delete]
            .into_iter()
            .find(|status| status.as_str().eq_ignore_ascii_case(text))
    }
}

/// A National Insurance number: two letters, six digits and mostly a letter. Never printed whole by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NiNumber([u8; 9]);

impl NiNumber {
    /// Reads it with any spacing and case. Which prefixes are issued is not checked.
    pub fn parse(text: &str) -> Option<Self> {
        let mut number = [b' '; 9];
        let mut length = 0;
        for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            let expected = if (2..8).contains(&length) { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() };
            if !expected || length == 9 {
                return None;
            }
            number[length] = byte.to_ascii_uppercase();
            length += 1;
        }
        (length >= 8).then_some(Self(number))
    }

    /// The number itself, without spaces: for keys and for the files, not for people to see.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end()
    }
}

impl fmt::Debug for NiNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NiNumber(..)")
    }
}

/// A United Kingdom postcode, upper case with one space.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode([u8; 8]);

impl Postcode {
    /// Reads it with any spacing and case. The shape is checked, not that it is in use.
    pub fn parse(text: &str) -> Option<Self> {
        let mut packed = [0_u8; 7];
        let mut length = 0;
        for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            *packed.get_mut(length)? = byte.to_ascii_uppercase();
            length += 1;
        }
        let (outward, inward) = packed.get(..length)?.split_at_checked(length.checked_sub(3)?)?;
        let inward_fits = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_uppercase);
        let letters = outward.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let digits = outward[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let rest = &outward[letters + digits..];
        let outward_fits = (1..=2).contains(&letters)
            && (1..=2).contains(&digits)
            && outward.len() <= 4
            && rest.len() <= 1
            && rest.iter().all(u8::is_ascii_uppercase);
        if !inward_fits || !outward_fits {
            return None;
        }
        let mut code = [b' '; 8];
        code[..outward.len()].copy_from_slice(outward);
        code[outward.len() + 1..outward.len() + 4].copy_from_slice(inward);
        Some(Self(code))
    }

    /// The postcode, as `CB1 2JD`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end()
    }

    /// The outward half, as `CB1`.
    pub fn outcode(&self) -> &str {
        self.as_str().split(' ').next().unwrap_or_default()
    }

    /// The postcode sector, as `CB1 2`.
    pub fn sector(&self) -> &str {
        let whole = self.as_str();
        &whole[..whole.len().saturating_sub(2)]
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Postcode({})", self.as_str())
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Money in pence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(pub u32);

/// A number of half hours a week: 75 is 37.5 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfHours(pub u16);

/// A number of half days: 7 is 3.5 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfDays(pub u16);

/// Hundredths of a per cent: 500 is 5 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasisPoints(pub u16);

/// Pay with what it is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pay {
    /// Pence a year.
    Annual(Pence),
    /// Pence an hour.
    Hourly(Pence),
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All answers, in code order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The number written in the files.
            pub fn number(self) -> u16 {
                match self { $(Self::$variant => $code),* }
            }

            /// The answer of a number.
            pub fn from_number(number: u32) -> Option<Self> {
                match number { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

answers! {
    /// `GENDER`; 3 is don't know.
    Gender {
        /// Male.
        Male = 1,
        /// Female.
        Female = 2,
        /// Another gender.
        Other = 4,
    }
    /// `DISABLED`; 3 is don't know.
    Disability {
        /// Not disabled.
        No = 0,
        /// Disabled.
        Yes = 1,
        /// The person prefers not to say.
        Undisclosed = 2,
    }
    /// `CARECERT`: the Care Certificate.
    CareCertificate {
        /// Completed.
        Completed = 1,
        /// Not started.
        No = 2,
        /// In progress or partly completed.
        InProgress = 3,
    }
    /// `SALARYINT`: what the pay is paid for; 999 is don't know.
    PayInterval {
        /// By the year: see `SALARY`.
        Annual = 1,
        /// By the hour: see `HOURLYRATE`.
        Hourly = 3,
    }
    /// `NMCREG`: the part of the nursing register.
    NursingRegister {
        /// Adult nurse.
        Adult = 1,
        /// Mental health nurse.
        MentalHealth = 2,
        /// Learning disabilities nurse.
        LearningDisabilities = 3,
        /// Children's nurse.
        Children = 4,
        /// Enrolled nurse.
        Enrolled = 5,
    }
    /// `REGTYPE`: whether the workplace is regulated by the Care Quality Commission.
    Registration {
        /// Not regulated.
        NotRegulated = 0,
        /// Regulated.
        Cqc = 2,
    }
    /// `REPEATTRAINING`: how often new staff must repeat training done elsewhere.
    RepeatTraining {
        /// Always.
        Always = 1,
        /// Very often.
        VeryOften = 2,
        /// Not very often.
        NotVeryOften = 3,
        /// Never.
        Never = 4,
    }
    /// `SLEEPINPAY`; 999 is don't know.
    SleepInPay {
        /// By the hour.
        Hourly = 1,
        /// A flat rate.
        Flat = 2,
    }
    /// `WHODELIVERED`.
    DeliveredBy {
        /// Staff of the workplace.
        InHouse = 1,
        /// An outside provider: see `PROVIDERNAME`.
        External = 2,
    }
    /// `HOWDELIVERED`.
    HowDelivered {
        /// Face to face.
        FaceToFace = 1,
        /// E-learning.
        ELearning = 2,
    }
}
