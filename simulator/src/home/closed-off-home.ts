import { contactIntervalMsOf } from "@dosekit/firmware-model";
import { ConnectedHome, type ConnectedHomeSetup } from "./connected-home.ts";
import type { DeviceHome } from "./device-home.ts";
import { programOf } from "./device-program.ts";
import { OpenHome } from "./open-home.ts";
import { faultsOfHome } from "./run-faults.ts";
import type { DeviceSpec, RunSpec } from "./run-spec.ts";

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
 * @param bare whether its device may run without bytes where the loop is open
 */
export function closedOffHome(setup: ConnectedHomeSetup, bare: boolean): ClosedOffHome {
  return setup.spec.loop === "open" ? new OpenHome({ ...setup, bare }) : new ConnectedHome(setup);
}

/**
 * Says whether a home can be run without bytes: its loop is open, its device never sleeps, and its
 * storage keeps what it confirmed. What else a bare device can't do shows when it happens.
 */
export function canBeBare(spec: RunSpec, device: DeviceSpec): boolean {
  if (spec.loop !== "open") return false;
  const { profile } = programOf(device.product, spec.profiles);
  if (contactIntervalMsOf(profile) !== undefined) return false;
  return faultsOfHome(spec, device).every(({ kind }) => kind !== "store-lies");
}
