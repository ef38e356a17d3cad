// What signs and reads certificates declares its classes by metadata, which this makes room for.
import "reflect-metadata";
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A certificate with its private key, both in PEM. */
export interface CertifiedKey {
  readonly certificate: string;
  /** PKCS #8; a secret. */
  readonly privateKey: string;
}

/** What is certified, and for how long. */
export interface CertificateRequest {
  /** The common name: for a client the name under which a broker knows it. */
  readonly name: string;
  readonly use: "client" | "broker";
  /** Host names and addresses of a broker. */
  readonly hosts?: readonly string[];
  readonly nowMs: number;
  readonly days: number;
}

const DAY_MS = 86_400_000;
/** Clocks of the two ends may differ by so much when a certificate is new. */
const BACKDATE_MS = 10 * 60_000;
/** P-256 is what small TLS libraries and their hardware know. */
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const USE_OF = {
  client: x509.ExtendedKeyUsage.clientAuth,
  broker: x509.ExtendedKeyUsage.serverAuth,
};

/** Makes an authority that signs certificates of one installation and nothing else. */
export async function makeAuthority(
  name: string,
  life: { readonly nowMs: number; readonly days: number },
): Promise<CertifiedKey> {
  const keys = await newKeys();
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: nameOf(name),
    ...span(life.nowMs, life.days),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: made.toString("pem"), privateKey: privatePem(keys.privateKey) };
}

/** Makes a key and has the authority certify it. */
export async function certify(
  authority: CertifiedKey,
  request: CertificateRequest,
): Promise<CertifiedKey> {
  const keys = await newKeys();
  const issuer = new x509.X509Certificate(authority.certificate);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: nameOf(request.name),
    issuer: issuer.subject,
    ...span(request.nowMs, request.days),
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.privateKey),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([USE_OF[request.use]]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...hostNames(request.hosts ?? []),
    ],
  });
  return { certificate: made.toString("pem"), privateKey: privatePem(keys.privateKey) };
}

function newKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function signingKey(pem: string) {
  const der = createPrivateKey(pem).export({ format: "der", type: "pkcs8" });
  return webcrypto.subtle.importKey("pkcs8", der, ALGORITHM, false, ["sign"]);
}

function privatePem(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ format: "pem", type: "pkcs8" }).toString();
}

function hostNames(hosts: readonly string[]): readonly x509.Extension[] {
  if (hosts.length === 0) return [];
  const names = hosts.map((value) => ({ type: isAddress(value) ? "ip" : "dns", value }) as const);
  return [new x509.SubjectAlternativeNameExtension(names)];
}

function isAddress(host: string): boolean {
  return host.includes(":") || /^\d+(\.\d+){3}$/.test(host);
}

/** Names are of letters, digits and a few signs, checked before; none of them needs an escape. */
function nameOf(name: string): string {
  return `CN=${name}`;
}

function span(nowMs: number, days: number) {
  const notBefore = new Date(nowMs - BACKDATE_MS);
  return { notBefore, notAfter: new Date(nowMs + days * DAY_MS) };
}

/** 127 random bits: positive, and never twice. @see RFC 5280 §4.1.2.2 */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}
