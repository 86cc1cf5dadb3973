// base64url (RFC 4648, 5) and the two shapes of WebAuthn: JSON on the wire, bytes in the browser.
//
// Called by main.ts. It never talks to anybody.

type Json = Record<string, unknown>;

/** Text of base64url as bytes. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

/** Bytes as text of base64url without padding. */
export function text(buffer: ArrayBuffer): string {
  let plain = "";
  for (const b of new Uint8Array(buffer)) plain += String.fromCharCode(b);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const listed = (list: unknown) => (Array.isArray(list) ? list.map((c: Json) => ({ ...c, id: bytes(String(c["id"])) })) : []);

/** The options of the server with bytes where the browser wants them. */
export function options(publicKey: Json): Json {
  const out: Json = { ...publicKey, challenge: bytes(String(publicKey["challenge"])) };
  const user = publicKey["user"] as Json | undefined;
  if (user) out["user"] = { ...user, id: bytes(String(user["id"])) };
  if (publicKey["excludeCredentials"]) out["excludeCredentials"] = listed(publicKey["excludeCredentials"]);
  if (publicKey["allowCredentials"]) out["allowCredentials"] = listed(publicKey["allowCredentials"]);
  return out;
}

/** What the authenticator said, as JSON. */
export function said(credential: PublicKeyCredential): Json {
  const response: Json = {};
  const from = credential.response as unknown as Record<string, unknown>;
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = from[name];
    if (value instanceof ArrayBuffer) response[name] = text(value);
  }
  const transports = from["getTransports"];
  if (typeof transports === "function") response["transports"] = (transports as () => string[]).call(credential.response);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    extensions: credential.getClientExtensionResults(),
  };
}
