import type { Defect } from "./defect.ts";
import { unit } from "./rule-judges.ts";

const SERVICE = "firmware-model/src/device/service-pathway.ts";
const RIGHTS = "firmware-model/src/device/rights.ts";
const ASKED = "firmware-model/src/device/asked-releases.ts";
const pathway = unit("firmware-model/device/service-pathway.test.ts");
const rights = unit("firmware-model/device/rights.test.ts");
const asked = unit("firmware-model/device/asked-releases.test.ts");

/** Mistakes about pauses, rights, journeys and doses that staff hand out. */
export const SERVICE_DEFECTS: readonly Defect[] = [
  {
    id: "S2-offers-in-a-pause",
    rule: "S2",
    breaks: "Doses are offered although a pause took them out of the day.",
    file: SERVICE,
    from: "return mayDispense(state) && !state.service.assisted;",
    to: "return !state.service.assisted;",
    judge: pathway,
    inShortForm: true,
  },
  {
    id: "S2-assisted-by-itself",
    rule: "S2",
    breaks: "A device that staff operate offers doses to the user by itself.",
    file: SERVICE,
    from: "return mayDispense(state) && !state.service.assisted;",
    to: "return mayDispense(state);",
    judge: unit("firmware-model/device"),
  },
  {
    id: "S2-journey-in-a-pause",
    rule: "S2",
    breaks: "Doses for a journey leave although a pause or the end of the service came first.",
    file: "firmware-model/src/device/asked-releases.ts",
    from: "if (!mayDispense(draft.state)) finish(",
    to: "if (false) finish(",
    judge: unit("firmware-model/device/stopped-releases.test.ts"),
  },
  {
    id: "S2-asked-dose-stays-in-a-pause",
    rule: "S2",
    breaks:
      "A dose that somebody asked for stays within reach when a pause begins or the service ends.",
    file: "firmware-model/src/device/window-watch.ts",
    from: "!(clock.trusted && mayDispense(draft.state))",
    to: "!clock.trusted",
    judge: unit("firmware-model/device/stopped-releases.test.ts"),
  },
  {
    id: "R5-pause-at-once",
    rule: "R-5",
    breaks: "A pause that is to come begins at once.",
    file: SERVICE,
    from: "(service.pause?.fromMs ?? civilMs) : Math.max(fromMs, civilMs),",
    to: "(service.pause?.fromMs ?? civilMs) : Math.min(fromMs, civilMs),",
    judge: pathway,
  },
  {
    id: "R5-pause-without-end",
    rule: "R-5",
    breaks: "A pause goes on behind its end.",
    file: SERVICE,
    from: "if (isReached(pause.untilMs, civilMs)) endPause",
    to: "if (isReached(pause.untilMs, -1)) endPause",
    judge: pathway,
  },
  {
    id: "rights-user-goes-on-a-journey",
    rule: "S2",
    breaks: "The user may have the doses of days handed out at once.",
    file: RIGHTS,
    from: '"release-travel": { roles: ["staff", "operator"]',
    to: '"release-travel": { roles: ["user", "staff", "operator"]',
    judge: rights,
  },
  {
    id: "rights-in-any-mode",
    rule: "S2",
    breaks: "Doses are released on command where the service has stopped or ended.",
    file: RIGHTS,
    from: 'return modes.includes(mode) ? undefined : "wrong-mode";',
    to: "return mode === undefined ? undefined : undefined;",
    judge: rights,
  },
  {
    id: "rights-after-the-end",
    rule: "A-3",
    breaks: "A device whose service ended is taken into use again without a reset.",
    file: RIGHTS,
    from: "  ended: [],\n",
    to: '  ended: ["daily-use"],\n',
    judge: rights,
  },
  {
    id: "T5-journey-goes-on-untaken",
    rule: "T-5",
    breaks: "The next dose of a journey follows one that stayed inside.",
    file: ASKED,
    from: "const isStalled = session.left + session.queue.length < session.asked;",
    to: "const isStalled = session.asked < 0;",
    judge: unit("firmware-model/roll/rolls-and-staff.test.ts"),
  },
  {
    id: "T5-any-day-ahead",
    rule: "T-5",
    breaks: "Staff get a dose handed out however many days it is ahead.",
    file: ASKED,
    from: 'if (next.dueMs - aheadMs > civilMs) return "too-early";',
    to: "",
    judge: asked,
  },
];
