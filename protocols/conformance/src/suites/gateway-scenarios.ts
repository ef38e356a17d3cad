import type { Scenario } from "../scenario/scenario.ts";
import { GATEWAY_HEARING_THROUGH } from "./gateway/hearing-through.ts";
import { GATEWAY_RECORDS } from "./gateway/records.ts";
import { GATEWAY_REFUSING } from "./gateway/refusing.ts";
import { GATEWAY_RELAYING } from "./gateway/relaying.ts";
import { GATEWAY_RESETTING } from "./gateway/resetting.ts";
import { GATEWAY_SECURITY } from "./gateway/security.ts";
import { GATEWAY_SPEAKING } from "./gateway/speaking.ts";

/** Every scenario for a gateway over MQTT. */
export const GATEWAY_SCENARIOS: readonly Scenario[] = [
  ...GATEWAY_SPEAKING,
  ...GATEWAY_RECORDS,
  ...GATEWAY_REFUSING,
  ...GATEWAY_SECURITY,
  ...GATEWAY_RESETTING,
  ...GATEWAY_HEARING_THROUGH,
  ...GATEWAY_RELAYING,
];
