import type { AlertCode } from "@dosekit/protocols";
import { constantRequests } from "../mechanism/constant-requests.ts";
import type { MechanismRequest } from "../mechanism/mechanism.ts";
import type { RollContext } from "./roll.events.ts";
import { ROLL_MOTIONS } from "./roll.motions.ts";

const VOLUME_MAX = 10;

/** What each of a roll's other actions asks of the device, by the context after the step. */
const REQUESTS = {
  "tell offering": () => ({ type: "dose", fact: "offering" }),
  "tell offered": () => ({ type: "dose", fact: "offered" }),
  "tell reminded": () => ({ type: "dose", fact: "reminded" }),
  "tell released": () => ({ type: "dose", fact: "released" }),
  "tell retrieved": () => ({ type: "dose", fact: "retrieved" }),
  "tell fetched": () => ({ type: "dose", fact: "fetched" }),
  "tell unwatched": () => ({ type: "dose", fact: "unwatched" }),
  "tell inside": () => ({ type: "dose", fact: "inside" }),
  "tell exposed": () => ({ type: "dose", fact: "exposed" }),
  "tell secured": () => ({ type: "dose", fact: "secured" }),
  "read pouch": () => ({ type: "motion", motion: ROLL_MOTIONS.read }),
  "check place": () => ({ type: "motion", motion: ROLL_MOTIONS.check }),
  "park pouch": () => ({ type: "motion", motion: ROLL_MOTIONS.park }),
  "release pouch": ({ slot }) => ({ type: "motion", motion: ROLL_MOTIONS.release, slot }),
  "retract pouch": () => ({ type: "motion", motion: ROLL_MOTIONS.retract }),
  "show glow": () => ({ type: "signal", signal: { light: "blink", sound: 0, text: "press" } }),
  "show reminder": ({ figures, round }) => ({
    type: "signal",
    signal: {
      light: "blink",
      sound: Math.min(VOLUME_MAX, figures.volumeStart + figures.volumeStep * (round - 1)),
      text: "press",
    },
  }),
  "show waiting": () => ({ type: "signal", signal: { light: "steady", sound: 0, text: "press" } }),
  "show pouch": () => ({ type: "signal", signal: { light: "steady", sound: 0, text: "take" } }),
  "show alarm": () => ({
    type: "signal",
    signal: { light: "blink", sound: VOLUME_MAX, text: "call-staff" },
    alarm: true,
  }),
  "show nothing": () => ({ type: "signal", signal: { light: "off", sound: 0 } }),
  "record jam": ({ slot }) => ({ type: "record", kind: "mechanism.jammed", slot }),
  "raise jam": () => alert("1.8", "roll", true),
  "clear jam": () => alert("1.8", "roll", false),
  "raise fault": () => alert("1.5", "roll", true),
  "clear fault": () => alert("1.5", "roll", false),
  "raise unread": () => alert("1.6", "pouch", true),
  "clear unread": () => alert("1.6", "pouch", false),
  "raise roll fault": () => alert("1.7", "roll", true),
  "clear roll fault": () => alert("1.7", "roll", false),
  "raise full": () => alert("1.9", "store", true),
  "clear full": () => alert("1.9", "store", false),
  "raise low": () => alert("1.12", "supply", true),
  "clear low": () => alert("1.12", "supply", false),
  "raise empty": () => alert("1.13", "supply", true),
  "clear empty": () => alert("1.13", "supply", false),
  "raise change": () => alert("1.15", "roll", true),
  "clear change": () => alert("1.15", "roll", false),
  "raise handled": () => alert("1.16", "roll", true),
  "clear handled": () => alert("1.16", "roll", false),
  "raise open": () => alert("1.21", "lid", true),
  "clear open": () => alert("1.21", "lid", false),
  "raise break-in": () => alert("1.22", "lid", true),
  "clear break-in": () => alert("1.22", "lid", false),
  "pass self-test": () => ({ type: "self-test", passed: true }),
  "fail self-test": () => ({ type: "self-test", passed: false }),
} as const satisfies Readonly<Record<string, (context: RollContext) => MechanismRequest>>;

const CONSTANT = constantRequests<RollContext>(REQUESTS);

/** Name of an action that asks something of the device. */
export type RollRequest = keyof typeof REQUESTS;

/** Says what a named action asks of the device. */
export function rollRequestOf(action: string, context: RollContext): MechanismRequest {
  const known = CONSTANT.get(action);
  if (known !== undefined) return known;
  if (!Object.hasOwn(REQUESTS, action)) throw new RangeError(`a roll has no action ${action}`);
  return REQUESTS[action as RollRequest](context);
}

/** The same names for XState, which only has to know that they exist: the device carries them out. */
export const rollRequests = Object.fromEntries(
  Object.keys(REQUESTS).map((name) => [name, () => undefined]),
) as Record<RollRequest, () => void>;

function alert(code: AlertCode, cause: string, active: boolean): MechanismRequest {
  return { type: "alert", code, cause, active };
}
