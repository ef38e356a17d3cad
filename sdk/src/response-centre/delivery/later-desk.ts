import { type GatewayLog, isWorthLogging } from "../../client/gateway-log.ts";
import type { TableWriter } from "../../durable-table/table-writer.ts";
import type { InboxRow } from "../../inbox/inbox-row.ts";
import { LaterLane, type LaterSource } from "../../inbox/later-lane.ts";
import type { LaterMarks } from "../../inbox/later-marks.ts";
import { subjectOf } from "../../inbox/row-subject.ts";
import { referenceOf } from "../scaip/scaip-alert.ts";
import { type DeliveryBook, isGrave } from "./delivery-book.ts";
import type { DeliveryChanges, DeliveryRules } from "./row-intake.ts";

/** What the desk works with. */
export interface LaterDeskParts {
  readonly deliveries: DeliveryBook;
  readonly marks: LaterMarks;
  readonly writer: TableWriter;
  readonly rules: Pick<DeliveryRules, "sources">;
  readonly log: GatewayLog;
}

/** Keeps devices that have as much at the centres as they may: they are told of later, or given up. */
export class LaterDesk {
  readonly #parts: LaterDeskParts;
  #lane: LaterLane | undefined;
  #surplus = 0;

  constructor(parts: LaterDeskParts) {
    this.#parts = parts;
  }

  /** Rows, or rows of devices, that were given up. */
  get surplus(): number {
    return this.#surplus;
  }

  /**
   * Has devices told of later, out of what the inbox keeps of them.
   *
   * @param take takes a row once there is room, and says whether it did
   */
  open(
    source: LaterSource,
    consumer: string,
    take: (row: InboxRow) => Promise<boolean>,
  ): LaterLane {
    const { deliveries, marks, rules } = this.#parts;
    this.#lane = new LaterLane({
      ...{ source, consumer, marks, take },
      subjectOf: (row) => subjectOf(row, rules.sources),
      hasRoom: (deviceId) => deliveries.hasRoomOf(deviceId),
      onGivenUp: (deviceId) => this.#giveUp(deviceId),
    });
    return this.#lane;
  }

  /** Whether a row has to wait: there is no room for it, or others of its device wait before it. */
  isForLater(row: InboxRow, subject: string, { keep }: DeliveryChanges): boolean {
    const { deliveries, marks } = this.#parts;
    if (keep.some((delivery) => !deliveries.hasRoomFor(delivery))) return true;
    if (this.#lane === undefined || marks.get(subject) === undefined) return false;
    if (keep.length > 0) return !keep.every((one) => deliveries.get(one.ref) || isGrave(one));
    // The end of an alert whose beginning waits comes behind it.
    if (row.kind !== "record" || row.event.kind !== "alert.cleared") return false;
    const { alertId = "" } = row.event;
    return !deliveries.get(referenceOf({ deviceId: subject, alertId, stage: "raise" }));
  }

  /** Leaves a row of a device in the inbox; it is given up where nobody tells of it later. */
  leave(deviceId: string, position: number, done: () => void): void {
    const { marks, writer, log } = this.#parts;
    const lane = this.#lane;
    if (lane === undefined) {
      this.#giveUp(deviceId);
      done();
      return;
    }
    if (marks.get(deviceId) === undefined) log({ level: "error", event: "alert.later", deviceId });
    marks.leave(deviceId, position);
    writer.whenDurable(() => {
      lane.hold();
      done();
    });
  }

  #giveUp(deviceId: string): void {
    this.#surplus += 1;
    const count = this.#surplus;
    if (!isWorthLogging(count)) return;
    this.#parts.log({ level: "error", event: "alert.surplus", deviceId, count });
  }
}
