import type { CommandVerb, Reply } from "../messages/command.ts";

/** What each command asks for, and the fields that it is given by. */
export const COMMAND_TEXTS: Readonly<
  Record<CommandVerb, { readonly asks: string; readonly fields: string }>
> = {
  "self-test": { asks: "Check the mechanism without moving medicine.", fields: "" },
  "sync-time": { asks: "Set the clock.", fields: "`civilMs`" },
  "acknowledge-alert": { asks: "Note that somebody took charge of an alert.", fields: "`alertId`" },
  "release-early": {
    asks: "Offer a dose before it is due, inside its window.",
    fields: "`doseId` or the next",
  },
  "release-assisted": {
    asks: "Hand a dose to staff, inside its window or ahead of it.",
    fields: "`doseId` or the next",
  },
  "release-travel": {
    asks: "Hand out several doses ahead in one go, all of them or none.",
    fields: "`doses` or `untilMs`",
  },
  pause: {
    asks: "Offer nothing for a while, or until `resume`.",
    fields: "`pauseReason`; `fromMs` and `untilMs` where they are known",
  },
  resume: { asks: "End a pause, or take back one that has not begun.", fields: "" },
  "set-mode": { asks: "Move the service pathway.", fields: "`mode`" },
  "set-assistance": { asks: "Offer doses to staff only, or to the user again.", fields: "`on`" },
  reset: {
    asks: "Forget everything about the user, after the end of service and the export.",
    fields: "`epoch` and `throughSeq`",
  },
  "message-to-user": { asks: "Show a text until the user confirms it.", fields: "`text`" },
  "set-volume": { asks: "Bound how loud the device gets.", fields: "`volume`" },
  "update-firmware": {
    asks: "Start another program image once no dose is near, on trial.",
    fields: "`firmware` and `digest`",
  },
};

/** Why a device refuses a command, and what the sender can do. */
export const REFUSAL_TEXTS: Readonly<Record<NonNullable<Reply["refusal"]>, string>> = {
  expired: "Its deadline has passed; give a new command under a new id.",
  "too-early": "Its time, or that of its dose, has not come.",
  "not-allowed": "The role of its actor has no right to it.",
  unsupported: "The device can't do it; its capability report says what it can.",
  "unknown-subject": "What it is about is not there, or was not said.",
  "clock-untrusted": "Its deadline can't be judged; set the clock first.",
  busy: "It can be done later: something else is under way, or no room for its answer is left.",
  "too-late": "Its dose has its outcome.",
  "wrong-mode": "Nobody has a right to it at this point of the service, or outside the test state.",
  prevented: "Something stands in the way: medicine, a fault, or the minimum spacing.",
  "too-few": "There is less medicine than it asks for.",
  incomplete: "It was begun and not brought to its end; the journal says how far it came.",
  "not-exported": "Records would be lost; acknowledge them, then name the last one.",
};
