import type { AlertCode } from "@dosekit/protocols";
import type { MechanismRequest } from "./mechanism.ts";

/** What mechanisms ask of the device in the same words, whatever moves in them. */
export const PLAIN_REQUESTS = {
  "tell offering": () => ({ type: "dose", fact: "offering" }),
  "tell offered": () => ({ type: "dose", fact: "offered" }),
  "tell reminded": () => ({ type: "dose", fact: "reminded" }),
  "tell released": () => ({ type: "dose", fact: "released" }),
  "tell retrieved": () => ({ type: "dose", fact: "retrieved" }),
  "tell fetched": () => ({ type: "dose", fact: "fetched" }),
  "tell unwatched": () => ({ type: "dose", fact: "unwatched" }),
  "tell exposed": () => ({ type: "dose", fact: "exposed" }),
  "tell secured": () => ({ type: "dose", fact: "secured" }),
  "show nothing": () => ({ type: "signal", signal: { light: "off", sound: 0 } }),
  "raise low": () => alertRequest("1.12", "supply", true),
  "clear low": () => alertRequest("1.12", "supply", false),
  "raise empty": () => alertRequest("1.13", "supply", true),
  "clear empty": () => alertRequest("1.13", "supply", false),
  "raise open": () => alertRequest("1.21", "lid", true),
  "clear open": () => alertRequest("1.21", "lid", false),
  "raise break-in": () => alertRequest("1.22", "lid", true),
  "clear break-in": () => alertRequest("1.22", "lid", false),
  "pass self-test": () => ({ type: "self-test", passed: true }),
  "fail self-test": () => ({ type: "self-test", passed: false }),
} as const satisfies Readonly<Record<string, () => MechanismRequest>>;

/** Asks for an alert to be raised or cleared for one part of the device. */
export function alertRequest(code: AlertCode, cause: string, active: boolean): MechanismRequest {
  return { type: "alert", code, cause, active };
}
