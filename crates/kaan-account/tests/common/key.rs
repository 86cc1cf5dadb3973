//! An authenticator in memory: makes a passkey and signs with it, as WebAuthn level 3 has it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const ORIGIN: &str = "https://kaan.example";

pub struct Key {
    id: [u8; 32],
    pair: EcdsaKeyPair,
    user: Vec<u8>,
    count: u32,
}

impl Key {
    pub fn new(n: u8) -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random).unwrap();
        Key { id: [n; 32], pair, user: Vec::new(), count: 0 }
    }

    fn client_data(kind: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["publicKey"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": false }).to_string().into_bytes()
    }

    /// Present and verified, a counter; `more` is what follows.
    fn data(&mut self, flags: u8, more: &[u8]) -> Vec<u8> {
        self.count += 1;
        let mut out = Sha256::digest(b"kaan.example").to_vec();
        out.push(flags);
        out.extend(self.count.to_be_bytes());
        out.extend(more);
        out
    }

    /// `navigator.credentials.create`.
    pub fn create(&mut self, options: &Value) -> Value {
        self.user = B64.decode(options["publicKey"]["user"]["id"].as_str().unwrap()).unwrap();
        let client = Self::client_data("webauthn.create", options);
        let point = self.pair.public_key().as_ref();
        let (x, y) = (&point[1..33], &point[33..65]);
        let mut more = vec![0; 16];
        more.extend([0, 32]);
        more.extend(self.id);
        // COSE key in CBOR: kty EC2, alg ES256, crv P-256, x, y.
        more.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        more.extend(x);
        more.extend([0x22, 0x58, 0x20]);
        more.extend(y);
        let data = self.data(0x45, &more);
        // {"fmt": "none", "attStmt": {}, "authData": bytes}
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        let id = B64.encode(self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": { "attestationObject": B64.encode(object), "clientDataJSON": B64.encode(client) } })
    }

    /// `navigator.credentials.get`.
    pub fn get(&mut self, options: &Value) -> Value {
        let client = Self::client_data("webauthn.get", options);
        let data = self.data(0x05, &[]);
        let mut message = data.clone();
        message.extend(Sha256::digest(&client));
        let signature = self.pair.sign(&SystemRandom::new(), &message).unwrap();
        let id = B64.encode(self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": { "authenticatorData": B64.encode(data), "clientDataJSON": B64.encode(client),
                "signature": B64.encode(signature.as_ref()), "userHandle": B64.encode(&self.user) } })
    }
}
