import { choice } from "../schema/define-kind.ts";
import type { InferKind } from "../schema/kind.ts";

/**
 * Everything that a journal can tell, by name and number; numbers are never reused.
 *
 * The `handling` events follow VKP's composition events and come from the response centre, under
 * a source id, epoch and sequence of its own.
 */
export const EVENT_KIND = choice({
  "dose.offering": 1,
  "dose.offered": 2,
  "dose.reminded": 3,
  "dose.released": 4,
  "dose.closed": 5,
  "dose.corrected": 6,
  "travel.dispensed": 7,
  "alert.raised": 10,
  "alert.cleared": 11,
  "alert.acknowledged": 12,
  "alert.notified": 13,
  "alert.handed-over": 14,
  "message.acknowledged": 15,
  "plan.accepted": 20,
  "plan.refused": 21,
  "config.applied": 22,
  "stock.changed": 23,
  "roll.handled": 24,
  "mode.changed": 25,
  "device.booted": 30,
  "device.self-tested": 31,
  "mains.lost": 32,
  "mains.restored": 33,
  "battery.changed": 34,
  "clock.synced": 35,
  "clock.stepped": 36,
  "firmware.activated": 37,
  "firmware.confirmed": 38,
  "firmware.rolled-back": 39,
  "lid.opened": 40,
  "lid.closed": 41,
  "posture.tilted": 42,
  "posture.righted": 43,
  "mechanism.moved": 44,
  "mechanism.jammed": 45,
  "link.lost": 50,
  "link.restored": 51,
  "telemetry.dropped": 52,
  "command.handled": 53,
  "wish.kept": 54,
  "handling.reported": 60,
  "handling.started": 61,
  "handling.acknowledged": 62,
  "handling.dispatched": 63,
  "handling.dispatch-accepted": 64,
  "handling.cause": 65,
  "handling.measure": 66,
  "handling.call": 67,
  "handling.action": 68,
  "handling.other-actor": 69,
});
/** See {@link EVENT_KIND}. */
export type EventKind = InferKind<typeof EVENT_KIND>;

/**
 * What the spool may do with an event when room runs out: `telemetry` is dropped first, with a
 * counted marker; `safety` and `alert` events are never dropped.
 *
 * @see isDroppedAfterTelemetry
 */
export type EventClass = "safety" | "alert" | "dose" | "state" | "link" | "telemetry" | "response";

/** One row of the event catalogue. */
export interface EventDefinition {
  readonly class: EventClass;
  /** What happened, one sentence. */
  readonly doc: string;
}

/** The event catalogue, one row for each kind. */
export const EVENTS: Readonly<Record<EventKind, EventDefinition>> = {
  "dose.offering": {
    class: "safety",
    doc: "The device is about to put a dose within reach; written before anything moves.",
  },
  "dose.offered": { class: "dose", doc: "The dose is ready for the user." },
  "dose.reminded": { class: "telemetry", doc: "The user was reminded of an offered dose." },
  "dose.released": { class: "safety", doc: "The dose left the locked part." },
  "dose.closed": { class: "safety", doc: "The dose has its outcome." },
  "dose.corrected": {
    class: "safety",
    doc: "A later reading corrects the outcome of an earlier record.",
  },
  "travel.dispensed": {
    class: "dose",
    doc: "Doses were handed out ahead in one go: how many, and when the first and last are due.",
  },
  "alert.raised": { class: "alert", doc: "A condition that somebody must know of began." },
  "alert.cleared": { class: "alert", doc: "The condition of an alert ended." },
  "alert.acknowledged": { class: "alert", doc: "Somebody took charge of an alert." },
  "alert.notified": { class: "alert", doc: "A step of the escalation ladder reached a recipient." },
  "alert.handed-over": {
    class: "alert",
    doc: "The escalation ladder of an alert went to another runner; the count is the step reached, 0 for none.",
  },
  "message.acknowledged": { class: "dose", doc: "The user confirmed a message on the device." },
  "plan.accepted": { class: "state", doc: "The device follows a new dose plan." },
  "plan.refused": { class: "state", doc: "The device kept its old plan; the reason says why." },
  "config.applied": { class: "state", doc: "The device follows a new configuration." },
  "stock.changed": {
    class: "state",
    doc: "Medicine was loaded or removed; the count is what remains.",
  },
  "roll.handled": { class: "state", doc: "Pouches or slots were handled by hand." },
  "mode.changed": {
    class: "state",
    doc: "The service pathway moved: training, daily use, stop, end.",
  },
  "device.booted": { class: "state", doc: "The device started; the cause says why." },
  "device.self-tested": { class: "state", doc: "A self-test ended." },
  "mains.lost": { class: "state", doc: "Mains power went away." },
  "mains.restored": { class: "state", doc: "Mains power came back." },
  "battery.changed": {
    class: "telemetry",
    doc: "The battery level crossed a reporting step; the count is the level in permille.",
  },
  "clock.synced": { class: "state", doc: "The civil clock was set from a trusted source." },
  "clock.stepped": { class: "state", doc: "The civil clock jumped." },
  "firmware.activated": {
    class: "state",
    doc: "The device is about to start another program image, on trial.",
  },
  "firmware.confirmed": { class: "state", doc: "The program image on trial is the one to stay." },
  "firmware.rolled-back": {
    class: "state",
    doc: "The device went back to its program image from one on trial.",
  },
  "lid.opened": { class: "state", doc: "The lid was opened." },
  "lid.closed": { class: "state", doc: "The lid was closed." },
  "posture.tilted": { class: "state", doc: "The device left the upright position." },
  "posture.righted": { class: "state", doc: "The device is upright again." },
  "mechanism.moved": { class: "telemetry", doc: "A movement of the mechanism ended as intended." },
  "mechanism.jammed": {
    class: "state",
    doc: "A movement of the mechanism did not end as intended.",
  },
  "link.lost": { class: "link", doc: "The device lost contact with its host." },
  "link.restored": { class: "link", doc: "The device has contact again." },
  "telemetry.dropped": {
    class: "state",
    doc: "Telemetry, word of the link or refusals were dropped to keep room; the count says how many.",
  },
  "command.handled": { class: "state", doc: "A command got its final answer." },
  "wish.kept": {
    class: "link",
    doc: "A command or configuration came ahead of its earliest instant, and waits for it.",
  },
  "handling.reported": { class: "response", doc: "The alert reached the response centre." },
  "handling.started": { class: "response", doc: "An operator began to handle the alert." },
  "handling.acknowledged": { class: "response", doc: "An operator acknowledged the alert." },
  "handling.dispatched": { class: "response", doc: "Somebody was sent." },
  "handling.dispatch-accepted": { class: "response", doc: "Somebody is on the way." },
  "handling.cause": { class: "response", doc: "The cause was recorded." },
  "handling.measure": { class: "response", doc: "The measure was recorded." },
  "handling.call": { class: "response", doc: "The user was called." },
  "handling.action": { class: "response", doc: "Somebody acted at the user's home." },
  "handling.other-actor": { class: "response", doc: "Another actor took over." },
};

/**
 * Tells whether a spool drops a record when no telemetry is left: word of the link, and refusals,
 * whose answer was given anyway. A link that comes and goes, or a host that asks on and on, while
 * nobody acknowledges would otherwise take the room of doses.
 *
 * @param record its kind, and the reason in `detail` where it tells of a refused command
 */
export function isDroppedAfterTelemetry(record: {
  readonly kind: EventKind;
  readonly detail?: string | undefined;
}): boolean {
  const { kind, detail } = record;
  if (kind === "command.handled") return detail !== undefined;
  return kind === "link.lost" || kind === "link.restored";
}
