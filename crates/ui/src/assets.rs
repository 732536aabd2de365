//! Style sheet and icon, compiled into the binary and served from a path that changes with their content.

use std::sync::LazyLock;

/// A file to serve with `Cache-Control: public, max-age=31536000, immutable`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Name without the hash: `vocation.css`.
    pub name: &'static str,
    /// Where it is served: `/assets/<hash>/vocation.css`.
    pub path: String,
    /// Its media type.
    pub content_type: &'static str,
    /// The file.
    pub bytes: &'static [u8],
    /// The file compressed, to send with `Content-Encoding: gzip`, when that is worth it.
    pub gzip_bytes: Option<&'static [u8]>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset(
            "vocation.css",
            "text/css; charset=utf-8",
            include_bytes!("../assets/vocation.css"),
            Some(include_bytes!("../assets/vocation.css.gz")),
        ),
        asset("vocation.svg", "image/svg+xml", include_bytes!("../assets/vocation.svg"), None),
    ]
});

/// Every asset.
pub fn assets() -> &'static [Asset] {
    &ASSETS
}

/// The address of an asset by its name; the root when there is none (a test names every use).
pub fn href(name: &str) -> &'static str {
    assets().iter().find(|asset| asset.name == name).map_or("/", |asset| asset.path.as_str())
}

fn asset(
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
    gzip_bytes: Option<&'static [u8]>,
) -> Asset {
    Asset { name, path: format!("/assets/{:016x}/{name}", fnv1a(bytes)), content_type, bytes, gzip_bytes }
}

/// FNV-1a, 64 bits: a name for a build, not a guard against anyone.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_compressed_file_is_the_same_file() {
        for asset in assets() {
            let Some(packed) = asset.gzip_bytes else { continue };
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, asset.bytes, "{} differs from its .gz: run assets/build.sh", asset.name);
        }
    }

    #[test]
    fn the_path_names_the_content() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert!(href("vocation.css").ends_with("/vocation.css"));
        assert_ne!(href("vocation.css"), href("vocation.svg"));
    }

    #[test]
    fn the_style_sheet_carries_no_font_crown_or_logo_of_the_government_site() {
        let css = String::from_utf8_lossy(assets()[0].bytes);
        for absent in ["GDS Transport", "@font-face", "url("] {
            assert!(!css.contains(absent), "{absent} in the style sheet");
        }
    }
}
