import type { Defect } from "./defect.ts";
import { unit } from "./rule-judges.ts";

const BOARD = "firmware-model/src/board/board.ts";
const HEALTH = "firmware-model/src/board/board.guards.ts";
const BOOT = "firmware-model/src/device/boot.ts";
const board = unit("firmware-model/board/board.test.ts");
const boot = unit("firmware-model/device/boot.test.ts");

/** Mistakes about power, temperature, the case, and what the board finds wrong with itself. */
export const HARDWARE_DEFECTS: readonly Defect[] = [
  {
    id: "T7-empty-battery-goes-on",
    rule: "T-7",
    breaks: "Doses are offered on an empty battery, which may give out in mid-movement.",
    file: BOARD,
    from: 'if (regions["battery"] === "empty" && !hasMains) return "no-power";',
    to: "",
    judge: board,
  },
  {
    id: "T7-mains-count-for-nothing",
    rule: "T-7",
    breaks: "An empty battery stops the device although there is mains power.",
    file: BOARD,
    from: 'const hasMains = profile.power !== "battery" && regions["mains"] === "connected";',
    to: "const hasMains = profile === undefined;",
    judge: board,
  },
  {
    id: "T7-lets-go-on-an-empty-battery",
    rule: "T-7",
    breaks: "A dose behind the button is let go after the battery ran empty.",
    file: "firmware-model/src/device/dose-offering.ts",
    from: "if (isUpdating(draft) || hardwareObstacle(draft) !== undefined) return false;",
    to: "if (isUpdating(draft)) return false;",
    judge: board,
  },
  {
    id: "hazard-any-temperature",
    rule: "hazard",
    breaks: "Doses are offered however hot or cold the device is.",
    file: BOARD,
    from: 'isFit && regions["climate"] === "fit" && ',
    to: "isFit && ",
    judge: board,
  },
  {
    id: "hazard-tampered-goes-on",
    rule: "hazard",
    breaks: "A device whose case was opened goes on offering doses.",
    file: BOARD,
    from: ' && regions["case"] === "closed";',
    to: ";",
    judge: board,
  },
  {
    id: "hazard-restart-forgives-tampering",
    rule: "hazard",
    breaks: "A restart makes good that the case was opened.",
    file: "firmware-model/src/board/board.regions.ts",
    from: '"case.closed": "tampered", "device.booted": "tampered"',
    to: '"case.closed": "tampered", "device.booted": "closed"',
    judge: board,
  },
  {
    id: "hazard-failed-part-goes-on",
    rule: "hazard",
    breaks: "A part that failed the power-on self-test stops nothing.",
    file: HEALTH,
    from: 'event.type === "device.booted" && event.failed > 0',
    to: 'event.type === "device.booted" && event.failed > 99',
    judge: board,
  },
  {
    id: "hazard-resets-without-end",
    rule: "hazard",
    breaks: "A device that resets time and again goes on as if nothing were wrong.",
    file: HEALTH,
    from: "context.resets + 1 >= context.figures.resetsMax",
    to: "context.resets < 0",
    judge: board,
  },
  {
    id: "S3-brown-out-forgets-the-dose",
    rule: "S3",
    breaks: "A reset in mid-release forgets which dose was in the mechanism.",
    file: BOOT,
    from: "if (!isWatched) draft.state.held = state.held && unwatched(state.held);",
    to: "draft.state.held = undefined;",
    judge: boot,
  },
  {
    id: "S3-nobody-was-away",
    rule: "S3",
    breaks: "A dose that was within reach without power counts as watched all the time.",
    file: BOOT,
    from: 'return held.phase === "released" ? held : { ...held, unwatched: true };',
    to: "return held;",
    judge: boot,
  },
];
