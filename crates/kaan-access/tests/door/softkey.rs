//! A passkey of software: makes a key, signs challenges, as a phone does.
//!
//! Used by the tests of passkeys. It never ships.
#![allow(clippy::unwrap_used)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Somebody is there, and it is the right person.
const PRESENT_AND_VERIFIED: u8 = 0b0000_0101;
/// A new key follows.
const ATTESTED: u8 = 0b0100_0000;
/// May be kept on other devices: a property of the key, for life.
const MAY_BE_BACKED_UP: u8 = 0b0000_1000;
/// Is kept on other devices now.
const BACKED_UP: u8 = 0b0001_0000;

pub struct SoftKey {
    key: SigningKey,
    id: Vec<u8>,
    user: String,
    pub counter: u32,
    pub origin: String,
    pub backed_up: bool,
}

impl SoftKey {
    pub fn new(seed: u8, origin: &str) -> SoftKey {
        let key = SigningKey::from_slice(&[seed; 32]).unwrap();
        SoftKey { key, id: vec![seed; 32], user: String::new(), counter: 1, origin: origin.into(), backed_up: false }
    }

    /// Answers `navigator.credentials.create`.
    pub fn make(&mut self, options: &Value) -> Value {
        let o = &options["publicKey"];
        self.user = o["user"]["id"].as_str().unwrap().into();
        assert_eq!(o["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(o["authenticatorSelection"]["userVerification"], "required");
        let client = self.client("webauthn.create", &o["challenge"]);
        let mut data = self.data(o["rp"]["id"].as_str().unwrap(), ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose());
        // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR.
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x59");
        object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend(&data);
        json!({
            "id": B64.encode(&self.id), "rawId": B64.encode(&self.id), "type": "public-key", "extensions": {},
            "response": { "attestationObject": B64.encode(object), "clientDataJSON": B64.encode(client) },
        })
    }

    /// Answers `navigator.credentials.get`.
    pub fn show(&mut self, options: &Value) -> Value {
        let o = &options["publicKey"];
        self.counter += 1;
        let client = self.client("webauthn.get", &o["challenge"]);
        let data = self.data(o["rpId"].as_str().unwrap(), 0);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": B64.encode(&self.id), "rawId": B64.encode(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": B64.encode(data), "clientDataJSON": B64.encode(client),
                "signature": B64.encode(signature.to_der()), "userHandle": self.user,
            },
        })
    }

    fn client(&self, what: &str, challenge: &Value) -> Vec<u8> {
        json!({ "type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string().into_bytes()
    }

    fn data(&self, rp: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(rp.as_bytes()).to_vec();
        data.push(PRESENT_AND_VERIFIED | MAY_BE_BACKED_UP | flags | if self.backed_up { BACKED_UP } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key, as COSE writes it: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    fn cose(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut out = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        out.extend(point.x().unwrap());
        out.extend([0x22, 0x58, 0x20]);
        out.extend(point.y().unwrap());
        out
    }
}
