import { randomBytes } from "node:crypto";

/** Draws 24 letters and digits from the operating system, 96 bits of chance. */
export function randomToken(): string {
  return randomBytes(12).toString("hex");
}
