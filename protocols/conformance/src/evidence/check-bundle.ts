import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../run/run-record.ts";
import { BUNDLE } from "./bundle-files.ts";
import { derivedFiles } from "./derived-files.ts";
import { type ManifestLine, readManifest, sha256Of } from "./manifest.ts";
import { ownFiles } from "./own-files.ts";
import { bundleText } from "./read-bundle.ts";
import { checkSignature, type SignatureState } from "./signature.ts";

/** Whether a bundle is as it was written. */
export interface BundleCheck {
  /** SHA-256 of the manifest; empty where there is none. */
  readonly manifestHash: string;
  readonly signature: SignatureState;
  /** What was changed, is missing or was added, each in a whole sentence that names the file. */
  readonly problems: readonly string[];
}

/**
 * Compares every file of a bundle with its manifest, all but the traces with what follows from the
 * results, and the signature with the manifest.
 *
 * @param signer the public key that it has to be signed with, PEM; anybody's is good without one
 * @throws KitMistake when a file can't be read
 */
export function checkBundle(folder: string, record: RunRecord, signer?: string): BundleCheck {
  const manifest = bundleText(folder, BUNDLE.manifest);
  if (manifest === undefined) {
    const problems = [`${BUNDLE.manifest} is missing: nothing shows that nothing was changed.`];
    return { manifestHash: "", signature: { state: "none" }, problems };
  }
  const manifestHash = sha256Of(manifest);
  const signature = checkSignature(manifest, bundleText(folder, BUNDLE.signature));
  const problems = [
    ...new Set([
      ...listedProblems(folder, manifest),
      ...derivedProblems(
        folder,
        new Map([...ownFiles(record), ...derivedFiles(record, manifestHash)]),
      ),
    ]),
    ...signatureProblems(signature, signer),
  ];
  return { manifestHash, signature, problems };
}

function listedProblems(folder: string, manifest: string): readonly string[] {
  let lines: readonly ManifestLine[];
  try {
    lines = readManifest(manifest);
  } catch (cause) {
    return [`${BUNDLE.manifest} was changed: ${cause instanceof Error ? cause.message : cause}.`];
  }
  const listed = new Set(lines.map(({ file }) => file));
  const unlisted = [...required(folder)].filter((file) => !listed.has(file));
  return [
    ...lines.flatMap(({ file, sha256 }) => {
      const text = bundleText(folder, file);
      if (text === undefined) return [`${file} is missing.`];
      return sha256Of(text) === sha256 ? [] : [`${file} was changed.`];
    }),
    ...unlisted.map((file) => `${file} is not in the manifest.`),
  ];
}

/** What a manifest has to name: what verdicts rest on, and every trace that lies there. */
function required(folder: string): ReadonlySet<string> {
  const traces = readdirSync(join(folder, BUNDLE.traces)).map((file) => `${BUNDLE.traces}/${file}`);
  return new Set([BUNDLE.results, BUNDLE.ics, BUNDLE.waivers, ...traces]);
}

function derivedProblems(folder: string, files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([file, expected]) => {
    const text = bundleText(folder, file);
    if (text === undefined) return [`${file} is missing.`];
    return text === expected ? [] : [`${file} was changed, or made by another version of the kit.`];
  });
}

function signatureProblems(
  { state, publicKey }: SignatureState,
  signer: string | undefined,
): readonly string[] {
  if (state === "wrong") return [`${BUNDLE.signature} is no signature of this manifest.`];
  if (signer === undefined) return [];
  if (state === "none") return [`${BUNDLE.signature} is missing: nobody signed.`];
  return publicKey === signer ? [] : [`${BUNDLE.signature} is of another key.`];
}
