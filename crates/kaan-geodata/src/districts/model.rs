//! One district as its ledger entry has it.
//!
//! Made by the import, read by the fold and the loader. It does no I/O and never changes an outline.

use kaan_geo::Parcel;
use serde::{Deserialize, Serialize};

/// A district with its outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// Its id: province and name, `PK-BA-gwadar`.
    pub id: String,
    /// Code of the data set.
    pub dataset: String,
    /// Its name as the source has it.
    pub name: String,
    /// The division, as the source has it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub division: Option<String>,
    /// The province by its ISO 3166-2 code.
    pub province: String,
    /// What the source calls this outline by: numbers of OpenStreetMap's relations.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reference: Option<String>,
    /// Whether the source says that the outline was repaired before it came here.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub repaired: bool,
    /// The outline in the compact form of kaan-geo.
    #[serde(with = "base64_bytes")]
    pub parcel: Vec<u8>,
}

impl District {
    /// Reads a body.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }

    /// The outline.
    ///
    /// # Errors
    /// When the bytes are no outline.
    pub fn outline(&self) -> Result<Parcel, String> {
        kaan_geo::decode(&self.parcel).map_err(|e| format!("{}: {e}", self.id))
    }
}

/// An id of a province's code and a name: small letters, digits and dashes.
#[must_use]
pub fn id(province: &str, name: &str) -> String {
    let mut slug = String::new();
    for c in kaan_base::words::fold(name).chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            _ => {}
        }
    }
    format!("{province}-{}", slug.trim_end_matches('-'))
}

/// Bytes as base64 text (RFC 4648, 4).
mod base64_bytes {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(d)?).map_err(|_| D::Error::custom("not base64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_can_stand_in_an_address() {
        assert_eq!(id("PK-BA", "Kachhi (Bolan)"), "PK-BA-kachhi-bolan");
        assert_eq!(id("PK-KP", " Dera  Ismail Khan"), "PK-KP-dera-ismail-khan");
    }
}
