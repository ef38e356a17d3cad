import { contactIntervalMsOf } from "@dosekit/firmware-model";
import type { DeviceFault } from "../faults/fault.ts";
import { ConnectedHome, type ConnectedHomeSetup } from "./connected-home.ts";
import type { DeviceHome } from "./device-home.ts";
import { programOf } from "./device-program.ts";
import { faultsOfHome } from "./run-faults.ts";
import type { Delivery, DeviceSpec, RunSpec } from "./run-spec.ts";

/** A home that shares nothing with others but a scheduler. */
export interface ClosedOffHome {
  /** The device and its people. */
  readonly home: DeviceHome;
  start(): void;
  stop(): void;
}

/**
 * Puts up a home in the loop that the run asks for.
 *
 * @param bare whether its device may run without the bytes of its records where the run wants that
 */
export function closedOffHome(setup: ConnectedHomeSetup, bare: boolean): ClosedOffHome {
  return new ConnectedHome({ ...setup, bare: bare && deliveryOf(setup.spec) === "bare" });
}

/** Says how records of a run come to gateways. */
export function deliveryOf({ loop, delivery }: Pick<RunSpec, "loop" | "delivery">): Delivery {
  return delivery ?? (loop === "open" ? "bare" : "wire");
}

/** Faults that a bare device can't be run with: what they do to records is the runtime's to answer. */
const NOT_BARE: ReadonlySet<DeviceFault["kind"]> = new Set(["store-lies", "link-clog"]);

/**
 * Says whether a home can be run without the bytes of its records: the run wants that, its device
 * never sleeps, its storage keeps what it confirmed, its link never clogs, and nothing asked of it is
 * to wait at the device. What else a bare device can't do shows when it happens.
 */
export function canBeBare(spec: RunSpec, device: DeviceSpec): boolean {
  if (deliveryOf(spec) !== "bare") return false;
  const { profile } = programOf(device.product, spec.profiles);
  if (contactIntervalMsOf(profile) !== undefined) return false;
  const waits = spec.orders?.some(({ wish }) => wish.notBeforeMs !== undefined) === true;
  return !waits && faultsOfHome(spec, device).every(({ kind }) => !NOT_BARE.has(kind));
}
