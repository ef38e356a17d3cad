import type { Scenario } from "../scenario/scenario.ts";
import { DEVICE_ACKNOWLEDGEMENTS } from "./device/acknowledgements.ts";
import { DEVICE_ALERTS_AND_ROOM } from "./device/alerts-and-room.ts";
import { DEVICE_BROKER_FAULTS } from "./device/broker-faults.ts";
import { DEVICE_CLOCK_AND_DOSES } from "./device/clock-and-doses.ts";
import { DEVICE_CLOCK_AND_SERVICE } from "./device/clock-and-service.ts";
import { DEVICE_COMMANDS } from "./device/commands.ts";
import { DEVICE_CONFIGURATION } from "./device/configuration.ts";
import { DEVICE_CONNECTING } from "./device/connecting.ts";
import { DEVICE_DOSE_CORRECTIONS } from "./device/dose-corrections.ts";
import { DEVICE_DOSES } from "./device/doses.ts";
import { DEVICE_DUE_TIMES } from "./device/due-times.ts";
import { DEVICE_FORGOTTEN_ANSWERS } from "./device/forgotten-answers.ts";
import { DEVICE_KEY_CHANGES } from "./device/key-changes.ts";
import { DEVICE_NAMED_COMMANDS } from "./device/named-commands.ts";
import { DEVICE_PAUSING } from "./device/pausing.ts";
import { DEVICE_PLANS } from "./device/plans.ts";
import { DEVICE_RECORDS } from "./device/records.ts";
import { DEVICE_REFUSING } from "./device/refusing.ts";
import { DEVICE_REPORTS } from "./device/reports.ts";
import { DEVICE_RESETTING } from "./device/resetting.ts";
import { DEVICE_RUNNING_CLOCK } from "./device/running-clock.ts";
import { DEVICE_SECRETS } from "./device/secrets.ts";
import { DEVICE_SECURITY } from "./device/security.ts";
import { DEVICE_SLEEPING } from "./device/sleeping.ts";
import { DEVICE_SPEAKING } from "./device/speaking.ts";
import { DEVICE_STORAGE } from "./device/storage.ts";
import { DEVICE_TRAVELLING } from "./device/travelling.ts";
import { DEVICE_UPDATES } from "./device/updates.ts";

/** Every scenario for a device over MQTT. */
export const DEVICE_SCENARIOS: readonly Scenario[] = [
  ...DEVICE_CONNECTING,
  ...DEVICE_SPEAKING,
  ...DEVICE_RECORDS,
  ...DEVICE_ACKNOWLEDGEMENTS,
  ...DEVICE_ALERTS_AND_ROOM,
  ...DEVICE_COMMANDS,
  ...DEVICE_FORGOTTEN_ANSWERS,
  ...DEVICE_CLOCK_AND_SERVICE,
  ...DEVICE_CONFIGURATION,
  ...DEVICE_REFUSING,
  ...DEVICE_BROKER_FAULTS,
  ...DEVICE_REPORTS,
  ...DEVICE_SECURITY,
  ...DEVICE_KEY_CHANGES,
  ...DEVICE_SLEEPING,
  ...DEVICE_DOSES,
  ...DEVICE_DOSE_CORRECTIONS,
  ...DEVICE_CLOCK_AND_DOSES,
  ...DEVICE_TRAVELLING,
  ...DEVICE_PAUSING,
  ...DEVICE_RESETTING,
  ...DEVICE_STORAGE,
  ...DEVICE_PLANS,
  ...DEVICE_DUE_TIMES,
  ...DEVICE_UPDATES,
  ...DEVICE_RUNNING_CLOCK,
  ...DEVICE_NAMED_COMMANDS,
  ...DEVICE_SECRETS,
];
