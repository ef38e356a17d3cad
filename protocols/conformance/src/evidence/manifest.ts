import { createHash } from "node:crypto";

/** One file of a bundle and its SHA-256 in hexadecimal. */
export interface ManifestLine {
  readonly file: string;
  readonly sha256: string;
}

const LINE = /^([0-9a-f]{64}) {2}(\S.*)$/;

/** SHA-256 of a text or of bytes, in hexadecimal. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Writes a manifest as `sha256sum --check` reads it, in the order of the names. Pure. */
export function manifestText(lines: readonly ManifestLine[]): string {
  const sorted = [...lines].sort((one, other) => (one.file < other.file ? -1 : 1));
  return sorted.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join("");
}

/**
 * Reads a manifest. Pure.
 *
 * @throws SyntaxError when a line is none, or a name leads out of the bundle
 */
export function readManifest(text: string): readonly ManifestLine[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [, sha256, file] = LINE.exec(line) ?? [];
      if (sha256 === undefined || file === undefined) throw new SyntaxError(`no entry: ${line}`);
      if (file.startsWith("/") || file.includes("\\") || file.split("/").includes("..")) {
        throw new SyntaxError(`${file} is not in the bundle`);
      }
      return { file, sha256 };
    });
}
