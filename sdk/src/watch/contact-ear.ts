import { type DeviceId, DeviceState, decodeAs, type UpChannel } from "@dosekit/protocols";
import type { DeviceSnapshot } from "../client/device-session.ts";
import type { PassingListener } from "./joined-transport.ts";

/** Ids that are remembered between two looks; made-up ones must not fill the memory. */
const HEARD_MAX = 100_000;

/** Hears which devices speak, and knows who was there since the contact with the broker began. */
export class ContactEar implements PassingListener {
  readonly #heard = new Set<DeviceId>();
  /** Devices that spoke since contact began: what the broker had kept of others may be old. */
  readonly #proven = new Set<DeviceId>();
  #linkUp = false;
  #forged = 0;

  /** Whether the gateway can hear anybody. */
  get linkUp(): boolean {
    return this.#linkUp;
  }

  /** Messages that somebody sent under the gateway's own id. */
  get forged(): number {
    return this.#forged;
  }

  /** See {@link PassingListener}. */
  onLink(up: boolean): void {
    this.#linkUp = up;
    this.#proven.clear();
  }

  /** See {@link PassingListener}. */
  onHeard(deviceId: DeviceId, channel: UpChannel, payload: Uint8Array, retained: boolean): void {
    if (retained) return;
    const state = channel === "state" ? decodeAs(DeviceState, payload) : undefined;
    if (state !== undefined && (!state.ok || state.value.status === "lost")) {
      this.#proven.delete(deviceId);
      return;
    }
    if (this.#heard.size < HEARD_MAX) this.#heard.add(deviceId);
    if (this.#proven.size < HEARD_MAX) this.#proven.add(deviceId);
  }

  /** See {@link PassingListener}. */
  onForged(): void {
    this.#forged += 1;
  }

  /** Whether a device spoke since contact with the broker began. */
  isProven(deviceId: DeviceId): boolean {
    return this.#proven.has(deviceId);
  }

  /** Whether a device spoke since the last look, or is connected and was heard before. */
  isInContact(deviceId: DeviceId, device: DeviceSnapshot | undefined): boolean {
    if (this.#heard.has(deviceId)) return true;
    return device?.present === true && !device.isUnheard && this.#proven.has(deviceId);
  }

  /** A look is over; the next one asks who speaks from here on. */
  forget(): void {
    this.#heard.clear();
  }
}
