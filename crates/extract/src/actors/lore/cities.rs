//! Towns and provinces: a finite-state map from folded name to state code, looked up where it lies.

use fst::Map;

const TABLE: &[u8] = include_bytes!("../../../../../lore/actors/cities.fst");

/// Names and the states that they lie in.
#[derive(Debug, Default)]
pub(super) struct Cities {
    map: Option<Map<&'static [u8]>>,
}

impl Cities {
    pub(super) fn shipped(faults: &mut Vec<String>) -> Cities {
        match Map::new(TABLE) {
            Ok(map) => Cities { map: Some(map) },
            Err(e) => {
                faults.push(format!("cities.fst: {e}"));
                Cities::default()
            }
        }
    }

    pub(super) fn state(&self, folded: &str) -> Option<String> {
        self.map.as_ref()?.get(folded).map(unpacked)
    }

    pub(super) fn sha256() -> String {
        let bytes: String = TABLE.iter().map(|b| char::from(*b)).collect();
        chancery_text::text_sha256(&bytes)
    }
}

/// A state code of at most eight letters as a number, as the map keeps it.
///
/// ```
/// assert_eq!(chancery_extract::actors::packed("ABC"), 0x41_42_43);
/// ```
pub fn packed(code: &str) -> u64 {
    code.bytes().take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

fn unpacked(number: u64) -> String {
    number.to_be_bytes().iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect()
}
