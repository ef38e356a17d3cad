import type { Defect } from "./defect.ts";

const LADDERS = "firmware-model/src/device/alert-ladders.ts";
const REMINDING = "firmware-model/src/device/reminding.ts";
const PARTIES = {
  project: "property",
  file: "firmware-model/escalation.test.ts",
} as const;
const REMINDED = { project: "property", file: "firmware-model/reminding.test.ts" } as const;

/** Mistakes about who is told of an alert, by whom and when, and how a user is reminded. */
export const ESCALATION_DEFECTS: readonly Defect[] = [
  {
    id: "L2-both-run-it",
    rule: "L2",
    breaks: "A ladder that was handed over goes on in the device.",
    file: LADDERS,
    from: "  state.alerts = state.alerts.map(withoutClimb);\n",
    to: "",
    judge: PARTIES,
  },
  {
    id: "L2-step-lost-at-hand-over",
    rule: "L2",
    breaks: "A ladder is handed over one step lower than it had come.",
    file: LADDERS,
    from: "const count = climb.rung + 1;",
    to: "const count = Math.max(0, climb.rung);",
    judge: PARTIES,
  },
  {
    id: "L2-reboot-starts-anew",
    rule: "L2",
    breaks: "A reboot takes every alert back to the foot of its ladder.",
    file: LADDERS,
    from: "return { ...alert, climb: { ...climb, ...unsure, nextMs",
    to: "return { ...alert, climb: { ...climb, ...unsure, rung: -1, nextMs",
    judge: PARTIES,
  },
  {
    id: "L2-charge-means-nothing",
    rule: "L2",
    breaks: "An alert that somebody took charge of is told of all the same.",
    file: LADDERS,
    from: "climb: { severity, rung, nextMs: undefined, ended }",
    to: "climb: alert.climb",
    judge: PARTIES,
  },
  {
    id: "L2-stands-in-unasked",
    rule: "L2",
    breaks: "A device takes the gateway's ladders while it is in contact with it.",
    file: LADDERS,
    from: 'notices?.bearer.value === "own" && !state.link.up',
    to: 'notices?.bearer.value === "own"',
    judge: { project: "unit", file: "firmware-model/device/alert-ladders.test.ts" },
  },
  {
    id: "L2-notice-lost-to-a-cut",
    rule: "L2",
    breaks: "A notice that a power cut kept back is never given.",
    file: LADDERS,
    from: 'rung >= 0 && ended === "told" ?',
    to: 'rung > 99 && ended === "told" ?',
    judge: { project: "unit", file: "firmware-model/device/alert-ladders.test.ts" },
  },
  {
    id: "T2-sound-in-quiet-hours",
    rule: "T-2",
    breaks: "Sound and speech remind in quiet hours.",
    file: REMINDING,
    from: "const hasSound = !isQuiet && !isSpent;",
    to: "const hasSound = !isSpent;",
    judge: REMINDED,
  },
  {
    id: "T2-text-can-not-be-switched-off",
    rule: "T-2",
    breaks: "Text is shown although it is switched off.",
    file: REMINDING,
    from: '!isQuiet && isOn(draft, "text")',
    to: "!isQuiet",
    judge: REMINDED,
  },
  {
    id: "P5-alarm-is-hushed",
    rule: "P-5",
    breaks: "The alarm of a stuck mechanism is silenced like a reminder.",
    file: "firmware-model/src/device/user-display.ts",
    from: "alarm === true ? plain : callFor",
    to: "alarm === null ? plain : callFor",
    judge: { project: "unit", file: "firmware-model/device/reminding.test.ts" },
  },
];
