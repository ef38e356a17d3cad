import type { Scenario } from "../scenario/scenario.ts";
import { GATEWAY_LINE_CONTACT } from "./gateway-line/contact.ts";
import { GATEWAY_LINE_FRAMES } from "./gateway-line/frames.ts";
import { GATEWAY_LINE_NUMBERS } from "./gateway-line/numbers.ts";
import { GATEWAY_LINE_SHARED } from "./gateway-line/shared-lines.ts";

/** Every scenario for a gateway on a serial line. */
export const GATEWAY_LINE_SCENARIOS: readonly Scenario[] = [
  ...GATEWAY_LINE_CONTACT,
  ...GATEWAY_LINE_NUMBERS,
  ...GATEWAY_LINE_FRAMES,
  ...GATEWAY_LINE_SHARED,
];
