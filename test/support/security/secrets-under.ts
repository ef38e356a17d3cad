import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every key and secret of an installation, in each form in which it could be printed. */
export function secretsUnder(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((name) => /vault\/|gateway\/keys\/|\.key\.pem$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const found = texts.flatMap((text) => [
    ...[...text.matchAll(/"(?:material|secret)": "([\w-]+)"/g)].map(([, key = ""]) => key),
    ...text.split("\n").filter((line) => /^[A-Za-z0-9+/=]{40,}$/.test(line)),
  ]);
  return found.flatMap((key) => {
    const bytes = Buffer.from(key, "base64url");
    return [
      key,
      bytes.toString("base64"),
      bytes.toString("hex"),
      [...bytes].join(","),
      [...bytes].join(", "),
    ];
  });
}
