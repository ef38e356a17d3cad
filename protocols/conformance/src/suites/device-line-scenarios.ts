import type { Scenario } from "../scenario/scenario.ts";
import { DEVICE_LINE_CONTACT } from "./device-line/contact.ts";
import { DEVICE_LINE_FRAMES } from "./device-line/frames.ts";
import { DEVICE_LINE_GREETING } from "./device-line/greeting.ts";
import { DEVICE_LINE_MESSAGES } from "./device-line/messages.ts";
import { DEVICE_LINE_NUMBERS } from "./device-line/numbers.ts";
import { DEVICE_LINE_SHARED } from "./device-line/shared-lines.ts";

/** Every scenario for a device on a serial line. */
export const DEVICE_LINE_SCENARIOS: readonly Scenario[] = [
  ...DEVICE_LINE_CONTACT,
  ...DEVICE_LINE_GREETING,
  ...DEVICE_LINE_NUMBERS,
  ...DEVICE_LINE_MESSAGES,
  ...DEVICE_LINE_FRAMES,
  ...DEVICE_LINE_SHARED,
];
