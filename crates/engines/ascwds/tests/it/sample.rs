//! Rows drawn from a seed, over every column and every kind of answer.

use vocation_ascwds::codes::Table;
use vocation_ascwds::*;

pub struct Draw<'t> {
    pub state: u64,
    pub texts: &'t [String],
}

impl Draw<'_> {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn text(&mut self) -> String {
        let at = self.below(self.texts.len() as u64) as usize;
        self.texts[at].clone()
    }

    fn listed(&mut self) -> String {
        self.text().replace(';', ",")
    }

    fn id(&mut self) -> String {
        format!("{}{}", self.text(), self.below(9)).trim().to_owned()
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Given<T> {
        if self.below(4) == 0 { Given::NotGiven } else { Given::Value(value(self)) }
    }

    fn or_unknown<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Given<T> {
        if self.below(5) == 0 { Given::Unknown } else { self.maybe(value) }
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    fn code<C: Code>(&mut self, but: &[u16]) -> C {
        let table: &Table = C::table();
        loop {
            let row = &table.rows()[self.below(table.rows().len() as u64) as usize];
            if !but.contains(&row.code) {
                return C::from_number(row.code);
            }
        }
    }

    fn many<T>(&mut self, most: u64, mut value: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| value(self)).collect()
    }

    fn flag(&mut self) -> bool {
        self.below(2) == 0
    }

    fn year(&mut self) -> u16 {
        1950 + self.below(80) as u16
    }

    fn date(&mut self) -> Date {
        Date::new(
            1950 + i16::try_from(self.below(80)).unwrap(),
            1 + i8::try_from(self.below(12)).unwrap(),
            1 + i8::try_from(self.below(28)).unwrap(),
        )
        .unwrap()
    }

    fn status(&mut self) -> Status {
        self.of(&[Status::New, Status::Update, Status::NoChange, Status::Unchecked, Status::Delete])
    }

    fn postcode(&mut self) -> Postcode {
        Postcode::parse(self.of(&["CB1 2JD", "nr13ju", "W1A 0AX", "EC1A1BB", "SG13 8DE"])).unwrap()
    }

    fn level(&mut self) -> LevelHeld {
        if self.flag() { LevelHeld::No } else { LevelHeld::Yes(self.or_unknown(|draw| draw.code(&[999]))) }
    }

    pub fn worker(&mut self) -> Worker {
        let ni = NiNumber::parse(&format!("QQ{:06}{}", self.below(1_000_000), self.of(&["", "C"]))).unwrap();
        Worker {
            local_id: self.id(),
            worker_id: self.id(),
            new_worker_id: self.text(),
            transfer_to: self.text(),
            status: self.status(),
            display_id: self.text(),
            ni_number: if self.below(5) == 0 { Given::Withheld } else { self.maybe(|_| ni) },
            postcode: self.maybe(Self::postcode),
            born_on: if self.below(5) == 0 { Given::Withheld } else { self.maybe(Self::date) },
            gender: self.or_unknown(|draw| draw.of(Gender::ALL)),
            ethnicity: self.or_unknown(|draw| draw.code(&[99])),
            nationality: self.or_unknown(|draw| draw.code(&[998])),
            british_citizen: self.or_unknown(Self::flag),
            birth_country: self.or_unknown(|draw| draw.code(&[998])),
            entry_year: self.maybe(Self::year),
            disability: self.or_unknown(|draw| draw.of(Disability::ALL)),
            care_certificate: self.maybe(|draw| draw.of(CareCertificate::ALL)),
            level2_certificate: self.maybe(|draw| match draw.below(4) {
                0 => Level2CareCertificate::Completed(None),
                1 => Level2CareCertificate::Completed(Some(2024)),
                2 => Level2CareCertificate::Started,
                _ => Level2CareCertificate::No,
            }),
            recruited_from: self.or_unknown(|draw| draw.code(&[16])),
            care_visa: self.or_unknown(Self::flag),
            recruited_in_uk: self.or_unknown(Self::flag),
            started_on: self.maybe(Self::date),
            sector_year: self.or_unknown(Self::year),
            delegated_healthcare: self.or_unknown(Self::flag),
            apprentice: self.or_unknown(Self::flag),
            employment: self.maybe(|draw| draw.code(&[])),
            zero_hours: self.or_unknown(Self::flag),
            sick_days: self.or_unknown(|draw| HalfDays(draw.below(733) as u16)),
            pay_interval: self.or_unknown(|draw| draw.of(PayInterval::ALL)),
            salary: self.maybe(|draw| Pence(draw.below(200_000) as u32 * 100)),
            hourly_rate: self.maybe(|draw| Pence(draw.below(9_999) as u32)),
            job_role: self.maybe(|draw| draw.code(&[])),
            job_description: self.text(),
            contracted_hours: self.or_unknown(|draw| HalfHours(draw.below(151) as u16)),
            average_hours: self.or_unknown(|draw| HalfHours(draw.below(151) as u16)),
            nursing_register: self.maybe(|draw| draw.of(NursingRegister::ALL)),
            mental_health_professional: self.or_unknown(Self::flag),
            care_qualification: self.or_unknown(Self::level),
            other_qualification: self.or_unknown(Self::level),
            pathway: if self.below(5) == 0 {
                Given::NotApplicable
            } else {
                self.or_unknown(|draw| draw.code(&[998, 999]))
            },
            qualifications: self.many(5, |draw| Qualification {
                code: draw.code(&[]),
                year: draw.flag().then(|| draw.year()),
                notes: draw.text(),
            }),
        }
    }

    pub fn training(&mut self) -> Training {
        Training {
            local_id: self.id(),
            worker_id: self.id(),
            category: self.maybe(|draw| draw.code(&[])),
            name: self.text(),
            accredited: self.or_unknown(Self::flag),
            delivered_by: self.maybe(|draw| draw.of(DeliveredBy::ALL)),
            provider: self.maybe(|draw| draw.code(&[])),
            how_delivered: self.maybe(|draw| draw.of(HowDelivered::ALL)),
            validity: self.maybe(|draw| match draw.below(3) {
                0 => Validity::NoExpiry,
                _ => Validity::Months(1 + draw.below(999) as u16),
            }),
            completed_on: self.maybe(Self::date),
            expires_on: self.maybe(Self::date),
            notes: self.text(),
        }
    }

    pub fn workplace(&mut self) -> Workplace {
        let job_roles = self.many(5, |draw| draw.code(&[]));
        let roles = job_roles.len();
        let counts = |draw: &mut Self| {
            let none = roles == 0 || draw.below(4) == 0;
            draw.or_unknown(|draw| if none { vec![0] } else { (0..roles).map(|_| draw.below(99) as u16).collect() })
        };
        let (starters, leavers, vacancies) = (counts(self), counts(self), counts(self));
        let regulator = |draw: &mut Self| format!("1-{}", 100_000_000 + draw.below(900_000_000));
        Workplace {
            local_id: self.id(),
            status: self.status(),
            name: self.text(),
            address: [self.text(), self.text(), self.text()],
            town: self.text(),
            postcode: self.maybe(Self::postcode),
            employer_type: self.maybe(|draw| draw.code(&[])),
            other_type: self.text(),
            share_with_cqc: self.maybe(Self::flag),
            share_with_council: self.maybe(Self::flag),
            registration: self.maybe(|draw| draw.of(Registration::ALL)),
            provider_id: self.maybe(regulator),
            location_id: self.maybe(regulator),
            main_service: self.maybe(|draw| draw.code(&[])),
            services: self.many(4, |draw| Service {
                service: draw.code(&[]),
                capacity: draw.flag().then(|| draw.below(200) as u16),
                utilisation: draw.flag().then(|| draw.below(200) as u16),
                description: draw.listed(),
            }),
            no_other_services: self.flag(),
            serves: self.many(4, |draw| ServedGroup { group: draw.code(&[]), description: draw.listed() }),
            delegated_healthcare: self.or_unknown(Self::flag),
            healthcare_activities: self.or_unknown(|draw| vec![draw.code(&[]), draw.code(&[])]),
            total_staff: self.maybe(|draw| draw.below(1000) as u16),
            job_roles,
            starters,
            leavers,
            vacancies,
            leaving_reasons: self.many(3, |draw| (draw.code(&[]), draw.below(50) as u16)),
            repeat_training: self.maybe(|draw| draw.of(RepeatTraining::ALL)),
            pathway_awareness: self.or_unknown(|draw| draw.code(&[999])),
            pathway_use: self.or_unknown(|draw| match draw.below(3) {
                0 => PathwayUse::No,
                _ => PathwayUse::Yes(draw.many(3, |draw| draw.code(&[]))),
            }),
            pathway_use_description: self.text(),
            sick_pay: self.or_unknown(Self::flag),
            pension: self.or_unknown(Self::flag),
            pension_contribution: self.maybe(|draw| BasisPoints(draw.below(10_001) as u16)),
            pension_opt_outs: self.or_unknown(Self::flag),
            holiday_days: self.maybe(|draw| draw.below(60) as u16),
            sleep_ins: self.or_unknown(Self::flag),
            sleep_in_pay: self.or_unknown(|draw| draw.of(SleepInPay::ALL)),
            travel_time_pay: self.or_unknown(|draw| draw.code(&[999])),
            travel_rate: self.maybe(|draw| Pence(draw.below(20_000) as u32)),
        }
    }
}
