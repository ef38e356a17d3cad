import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate that signed itself, with its key: as text in PEM, and as files. */
export interface OwnCertificate {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** Whether certificates can be made here; CI demands it. */
export const HAS_OPENSSL =
  spawnSync("openssl", ["version"]).status === 0 || process.env["DOSEKIT_REQUIRE_OPENSSL"] === "1";

/** Makes a certificate for `localhost` by openssl. */
export function newCertificate(folder: string, name: string): OwnCertificate {
  const [certFile, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}-key.pem`)];
  const who = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const form = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const files = ["-keyout", keyFile, "-out", certFile];
  execFileSync("openssl", ["req", "-x509", ...form, ...files, ...who], { stdio: "ignore" });
  const [cert, key] = [readFileSync(certFile, "utf8"), readFileSync(keyFile, "utf8")];
  return { cert, key, certFile, keyFile };
}
