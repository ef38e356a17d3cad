import { createHash } from "node:crypto";

/** Namespace of the names below: a UUID of our own, drawn once. */
const NAMESPACE = Buffer.from("6f1c2f0e4b0a4f6cb1d54a1f6f8f3c27", "hex");

/**
 * Makes the same UUID (version 5) of the same parts, so that a bundle that is built again has the
 * names that it had before. The parts say nothing of a person.
 *
 * @see RFC 9562 §5.5
 */
export function stableUuid(...parts: readonly (string | number)[]): string {
  const name = JSON.stringify(parts);
  const hash = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
