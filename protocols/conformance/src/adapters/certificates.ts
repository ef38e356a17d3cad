import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { KitMistake } from "../files/kit-mistake.ts";
import { type AdapterAddress, badAddress } from "./adapter-address.ts";

/** What the kit ends TLS with, and by what it checks the other side; all in PEM. */
export interface Certificates {
  readonly own?: { readonly cert: string; readonly key: string };
  readonly ca?: string;
}

/**
 * Reads the files behind `cert=`, `key=` and `ca=`.
 *
 * @throws KitMistake when one can't be read, does not fit the others, or is no PEM file
 */
export function certificatesIn({ options, text }: AdapterAddress): Certificates {
  const [cert, key, ca] = ["cert", "key", "ca"].map((name) => options.get(name));
  if ((cert === undefined) !== (key === undefined)) throw badAddress(text, "cert= and key=");
  const own =
    cert === undefined || key === undefined ? {} : { own: { cert: read(cert), key: read(key) } };
  const found = { ...own, ...(ca === undefined ? {} : { ca: read(ca) }) };
  check(found, text);
  return found;
}

function check({ own, ca }: Certificates, text: string): void {
  try {
    createSecureContext({ ...own, ...(ca === undefined ? {} : { ca }) });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw badAddress(`${text}: ${why}`, "certificates and a key in PEM that belong together");
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new KitMistake({
      code: "file.cannot-read",
      file,
      found: cause instanceof Error ? cause.message : String(cause),
      allowed: "a PEM file that may be read",
      message: "The file can't be read.",
    });
  }
}
