import type { DutAction } from "../scenario/dut-adapter.ts";

/** What a hand has to do, in plain words. */
const WORDS: Readonly<Record<DutAction, string>> = {
  event: "Make the device write one ordinary record: open or shut its lid once",
  alert: "Bring about one new alert, such as a battery that gets low",
  telemetry: "Make the device write one record of telemetry, such as a battery level that changed",
  "power-cut": "Pull the plug and take the battery out",
  "power-on": "Put the battery in and plug it in again",
  "shut-down": "Switch the device off in good order",
  "lose-journal": "Replace the storage of the device, which is off, by an empty one",
  "alert-over": "End what brought about the last alert",
  load: "Open the device with the key, put in this many doses, and shut it",
  take: "Take the dose that lies ready: turn the device over, wait 2 s, and put it back for 20 s",
  fumble: "With the lid shut, press, turn and move the device in every way a user could",
  correct: "While the device takes back the dose that nobody took, turn it over",
  "cut-next-motion": "See to it that the power goes while the next dose is on its way out",
  "lose-clock": "Make the clock of the device, which is off, lose the time",
  "spoil-storage": "Make every write to the storage fail",
  "mend-storage": "Make writes to the storage work again",
  "mark-storage": "Note what the storage holds",
  "forget-storage": "Have the storage of the device, which is off, hold what was noted again",
  storage: "Read the storage, as a list of hexadecimal texts",
  "spoil-keys": "Make the keys in the device, which is off, unreadable",
  "spoil-image": "See to it that the next program image fails its self-test",
  "send-command": "Have the gateway send this command",
  "set-config": "Have the gateway set this configuration",
  "reset-device": "Have the gateway ask for the reset of its device",
  committed: "List the records that the gateway has, as epoch:seq in order",
  codec: "Read or write this",
  status: "Say what the gateway takes the device for: online, sleeping, offline, lost or unknown",
};

/** Says in plain words what is to be done. Pure. */
export function plainWords(action: string, value: unknown): string {
  const words = WORDS[action as DutAction] ?? action;
  return value === undefined ? `${words}.` : `${words}: ${JSON.stringify(value)}.`;
}
