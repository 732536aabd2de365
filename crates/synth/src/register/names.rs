//! Names of workplaces and organisations: plainly invented, and each says so.

use super::Site;
use crate::codes::SERVICES;
use crate::rng::Stream;

const COLOURS: [&str; 48] = [
    "Plaid",
    "Amber",
    "Teal",
    "Velvet",
    "Dappled",
    "Marbled",
    "Crimson",
    "Saffron",
    "Indigo",
    "Cobalt",
    "Umber",
    "Russet",
    "Mottled",
    "Speckled",
    "Striped",
    "Gilded",
    "Frosted",
    "Lilac",
    "Ochre",
    "Pewter",
    "Quilted",
    "Ruby",
    "Silken",
    "Tawny",
    "Ultramarine",
    "Violet",
    "Woven",
    "Copper",
    "Brindled",
    "Chequered",
    "Damask",
    "Ebony",
    "Fawn",
    "Gingham",
    "Hazel",
    "Ivory",
    "Jade",
    "Khaki",
    "Lemon",
    "Magenta",
    "Navy",
    "Olive",
    "Paisley",
    "Rose",
    "Sepia",
    "Tartan",
    "Vermilion",
    "Zinc",
];
const BEASTS: [&str; 56] = [
    "Puffin",
    "Otter",
    "Kestrel",
    "Heron",
    "Badger",
    "Lynx",
    "Tapir",
    "Ocelot",
    "Marmot",
    "Pangolin",
    "Curlew",
    "Avocet",
    "Bittern",
    "Dormouse",
    "Egret",
    "Falcon",
    "Gannet",
    "Hoopoe",
    "Ibis",
    "Jackdaw",
    "Kittiwake",
    "Lapwing",
    "Meerkat",
    "Newt",
    "Osprey",
    "Plover",
    "Quokka",
    "Redstart",
    "Shrew",
    "Toucan",
    "Urchin",
    "Vole",
    "Wombat",
    "Yaffle",
    "Zebra",
    "Axolotl",
    "Beaver",
    "Caracal",
    "Dunlin",
    "Echidna",
    "Firecrest",
    "Godwit",
    "Hamster",
    "Iguana",
    "Jerboa",
    "Kiwi",
    "Lemur",
    "Manatee",
    "Numbat",
    "Okapi",
    "Peccary",
    "Quail",
    "Raccoon",
    "Serval",
    "Tamarin",
    "Walrus",
];

/// A name that nobody has: a colour and an animal, with a number once the pairs run out.
pub(super) fn invented(n: usize, suffix: &str) -> String {
    let pairs = COLOURS.len() * BEASTS.len();
    // 1009 is prime and divides neither list's length, so neighbours get different names and none repeats.
    let k = n.wrapping_mul(1009) % pairs;
    let round = if n < pairs { String::new() } else { format!(" {}", n / pairs + 1) };
    format!("{} {} {suffix}{round}", COLOURS[k / BEASTS.len()], BEASTS[k % BEASTS.len()])
}

/// Names the workplaces, and numbers the registered ones.
pub(super) fn name(sites: &mut [Site], s: &mut Stream) {
    for (n, site) in sites.iter_mut().enumerate() {
        let service = SERVICES[site.service as usize];
        let suffix = match (service.code, service.group) {
            (1 | 2, _) => ["House", "Lodge", "Court", "Grange"][s.below(4)],
            (_, 0) => "Gardens",
            (_, 1) => "Home Care",
            (_, 2) => "Day Centre",
            _ => "Community Team",
        };
        site.name = format!("{} (synthetic)", invented(n, suffix));
        if service.regulated {
            site.location_id = format!("1-9992{n:08}");
        }
    }
}
