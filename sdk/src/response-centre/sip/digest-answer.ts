import { createHash } from "node:crypto";

/** What a server asks for before it takes a request. @see RFC 7616 §3.3, RFC 8760 */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: "MD5" | "SHA-256";
  /** True when the server wants the counted form; older servers know only the plain one. */
  readonly qopAuth: boolean;
  /** True when only the nonce was too old, not the password wrong. */
  readonly stale: boolean;
}

/** Who answers, and for what. */
export interface DigestAnswerInput {
  readonly challenge: DigestChallenge;
  readonly username: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  /** A fresh random text; must hold neither quotes nor line breaks. */
  readonly cnonce: string;
}

/** How often a nonce was used, as eight hexadecimal digits: each challenge is answered once. */
const FIRST_USE = "00000001";

/**
 * Reads the challenges of a 401 or 407 and chooses the strongest that can be answered.
 *
 * @returns `undefined` when none can: another scheme, algorithm or protection
 */
export function chooseChallenge(values: readonly string[]): DigestChallenge | undefined {
  const known = values.map(challengeOf).filter((challenge) => challenge !== undefined);
  return known.find(({ algorithm }) => algorithm === "SHA-256") ?? known[0];
}

/** Writes the value of Authorization or Proxy-Authorization. @see RFC 7616 §3.4 */
export function digestAnswer(input: DigestAnswerInput): string {
  const { challenge, username, password, method, uri, cnonce } = input;
  const { realm, nonce, opaque, algorithm, qopAuth } = challenge;
  const hash = (text: string) =>
    createHash(algorithm === "MD5" ? "md5" : "sha256")
      .update(text)
      .digest("hex");
  const secret = hash(`${username}:${realm}:${password}`);
  const request = hash(`${method}:${uri}`);
  const response = qopAuth
    ? hash(`${secret}:${nonce}:${FIRST_USE}:${cnonce}:auth:${request}`)
    : hash(`${secret}:${nonce}:${request}`);
  const fields = [
    `username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
  ];
  if (qopAuth) fields.push("qop=auth", `nc=${FIRST_USE}`, `cnonce=${quoted(cnonce)}`);
  if (opaque !== undefined) fields.push(`opaque=${quoted(opaque)}`);
  return `Digest ${fields.join(", ")}`;
}

function challengeOf(value: string): DigestChallenge | undefined {
  const scheme = /^Digest\s+/i.exec(value);
  if (scheme === null) return undefined;
  const fields = fieldsOf(value.slice(scheme[0].length));
  const [realm, nonce] = [fields.get("realm"), fields.get("nonce")];
  const algorithm = (fields.get("algorithm") ?? "MD5").toUpperCase();
  if (realm === undefined || nonce === undefined) return undefined;
  if (algorithm !== "MD5" && algorithm !== "SHA-256") return undefined;
  const qop = fields.get("qop");
  const qopAuth = qop?.split(",").some((word) => word.trim().toLowerCase() === "auth") === true;
  if (qop !== undefined && !qopAuth) return undefined;
  const stale = fields.get("stale")?.toLowerCase() === "true";
  return { realm, nonce, opaque: fields.get("opaque"), algorithm, qopAuth, stale };
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const field = /([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;
  for (const [, name = "", inQuotes, plain] of text.matchAll(field)) {
    fields.set(name.toLowerCase(), inQuotes?.replace(/\\(.)/g, "$1") ?? plain ?? "");
  }
  return fields;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
