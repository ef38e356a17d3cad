import type { Defect } from "./defect.ts";
import { unit } from "./rule-judges.ts";

const CHART = "firmware-model/src/firmware-update/firmware-update.cycle.ts";
const SLOTS = "firmware-model/src/firmware-update/image-slots.ts";
const LINK = "firmware-model/src/device/update-link.ts";
const OFFERING = "firmware-model/src/device/dose-offering.ts";
const update = unit("firmware-model/firmware-update/firmware-update.test.ts");
const slots = unit("firmware-model/firmware-update/image-slots.test.ts");

/** Mistakes in bringing another program onto a device, and in leaving it again. */
export const UPDATE_DEFECTS: readonly Defect[] = [
  {
    id: "update-in-an-open-window",
    rule: "update",
    breaks: "Another image is started while a dose waits or is within reach.",
    file: LINK,
    from: "const isBusy = held !== undefined || waiting.length > 0 || session !== undefined;",
    to: "const isBusy = session !== undefined && held === undefined && waiting.length > 99;",
    judge: update,
    inShortForm: true,
  },
  {
    id: "update-tried-again",
    rule: "update",
    breaks: "An image that did not start is tried again in each quiet moment.",
    file: CHART,
    from: `},
          { target: "settled", actions: "answer incomplete" },`,
    to: `},
          { target: "ready" },`,
    judge: update,
  },
  {
    id: "update-just-before-a-window",
    rule: "update",
    breaks: "Another image is started a moment before a window opens.",
    file: LINK,
    from: "return nextMs - (now.civilMs ?? nextMs) >= updateQuietMs(model.profile);",
    to: "return nextMs >= (now.civilMs ?? nextMs);",
    judge: update,
  },
  {
    id: "update-lets-go-on-trial",
    rule: "update",
    breaks: "A dose behind the button is let go by an image that is on trial.",
    file: OFFERING,
    from: "if (isUpdating(draft) || hardwareObstacle(draft) !== undefined) return false;",
    to: "if (hardwareObstacle(draft) !== undefined) return false;",
    judge: update,
  },
  {
    id: "update-offers-on-trial",
    rule: "update",
    breaks: "An image that is on trial offers doses.",
    file: OFFERING,
    from: 'if (isUpdating(draft)) return "busy";',
    to: "",
    judge: update,
  },
  {
    id: "update-confirms-untested",
    rule: "update",
    breaks: "An image whose self-test fails is tried to the end and kept.",
    file: CHART,
    from: `"step.dropped": "ready",
        "device.booted": [
          { guard: "on trial, and a part failed", target: "trial", actions: "go back" },`,
    to: `"step.dropped": "ready",
        "device.booted": [`,
    judge: update,
  },
  {
    id: "update-never-kept",
    rule: "update",
    breaks: "A trial that went well is told as done, and the image is not kept.",
    file: CHART,
    from: 'trialOver: { target: "confirming", actions: ["record confirmed", "keep image"] }',
    to: 'trialOver: { target: "confirming", actions: ["record confirmed"] }',
    judge: update,
  },
  {
    id: "update-without-a-way-back",
    rule: "update",
    breaks: "An image that was tried and not confirmed is started again and again.",
    file: SLOTS,
    from: 'if (trial === "asked" && isWhole) {',
    to: 'if (trial !== "none" && isWhole) {',
    judge: slots,
  },
  {
    id: "update-to-half-an-image",
    rule: "update",
    breaks: "Half an image is put on trial.",
    file: SLOTS,
    from: 'return flash.slots[spareSlot(flash)].isWhole ? [recordWrite({ trial: "asked" })] : [];',
    to: 'return [recordWrite({ trial: "asked" })];',
    judge: slots,
  },
  {
    id: "update-over-the-copy-that-counts",
    rule: "update",
    breaks: "The copy of the loader's record that counts is written over.",
    file: SLOTS,
    from: "now === first ? [first, next] : [next, second]",
    to: "now === first ? [next, second] : [first, next]",
    judge: slots,
  },
  {
    id: "update-for-anybody",
    rule: "update",
    breaks: "An update is begun for which no key of the device vouches.",
    file: "firmware-model/src/device/rights.ts",
    from: 'new Set<CommandVerb>(["update-firmware"])',
    to: "new Set<CommandVerb>()",
    judge: update,
  },
];
