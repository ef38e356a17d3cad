import type { ResponseCentreOptions } from "../centre-setup.ts";
import type { ScaipAnswer } from "../scaip/scaip-message.ts";
import { acknowledgeAlert } from "./alert-acknowledger.ts";
import { announcesCall } from "./centre-queue.ts";
import type { Delivery } from "./delivery.ts";

const ACKNOWLEDGE_AGAIN_MS = 60_000;

/** What the desk works with. */
export interface ChargeDeskParts
  extends Pick<ResponseCentreOptions, "sendCommand" | "nowMs" | "timers" | "acknowledgeOn"> {
  /** Finds a delivery by its reference. */
  readonly find: (ref: string) => Delivery | undefined;
  /** Changes a delivery, durably. */
  readonly update: (ref: string, change: (delivery: Delivery) => Partial<Delivery>) => void;
}

/** Tells devices that somebody at a centre took charge of their alert, again until they heard it. */
export class ChargeDesk {
  readonly #parts: ChargeDeskParts;
  readonly #telling = new Set<string>();
  #acknowledged = 0;
  #open = false;

  constructor(parts: ChargeDeskParts) {
    this.#parts = parts;
  }

  /** How many devices did what they were told. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Begins with what was noted before the last end. */
  open(deliveries: Iterable<Delivery>): void {
    this.#open = true;
    for (const delivery of deliveries) this.#tellIfDue(delivery);
  }

  /** Tells nothing more; what is due stays so in the store. */
  close(refs: Iterable<string>): void {
    this.#open = false;
    for (const ref of refs) this.#parts.timers.cancel(`acknowledge:${ref}`);
  }

  /** A centre accepted an alert, and may have announced a call with it. */
  accepted(answer: ScaipAnswer): void {
    const { acknowledgeOn = "call" } = this.#parts;
    if (acknowledgeOn === "accepted" || (acknowledgeOn === "call" && announcesCall(answer))) {
      this.note(answer.ref);
    }
  }

  /** Somebody took charge of an alert; only its beginning is acknowledged, and once. */
  note(ref: string): void {
    const delivery = this.#parts.find(ref);
    if (delivery?.stage !== "raise" || delivery.acknowledgement !== "none") return;
    this.#parts.update(ref, () => ({ acknowledgement: "due" }));
    const due = this.#parts.find(ref);
    if (due !== undefined) this.#tellIfDue(due);
  }

  #tellIfDue(delivery: Delivery): void {
    const { ref } = delivery;
    if (!this.#open || delivery.acknowledgement !== "due" || this.#telling.has(ref)) return;
    this.#telling.add(ref);
    const { sendCommand, nowMs } = this.#parts;
    acknowledgeAlert(sendCommand, delivery, nowMs()).then(
      (result) => {
        this.#telling.delete(ref);
        if (result === "lost") this.#tellAgain(ref);
        else if (result !== "stopped") {
          if (result === "done") this.#acknowledged += 1;
          this.#parts.update(ref, () => ({ acknowledgement: result }));
        }
      },
      () => this.#telling.delete(ref),
    );
  }

  #tellAgain(ref: string): void {
    const { update, timers, find } = this.#parts;
    update(ref, ({ acknowledgementsLost: lost }) => ({ acknowledgementsLost: lost + 1 }));
    timers.arm(`acknowledge:${ref}`, ACKNOWLEDGE_AGAIN_MS, () => {
      const again = find(ref);
      if (again !== undefined) this.#tellIfDue(again);
    });
  }
}
