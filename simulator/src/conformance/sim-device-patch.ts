import type { DutTarget } from "@dosekit/conformance";
import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import type { DeviceLogic, DeviceTransport } from "@dosekit/protocols";
import {
  type ArmourPort,
  type LoaderPort,
  type MemoryStore,
  type OpenBrokerSocket,
  type SleepOptions,
  SystemRetryTimer,
} from "@dosekit/sdk/device";

/** Ways to make the device a wrong one; each changes as little as it can. */
export interface SimDevicePatch {
  /** Product of the registry that is modelled; {@link SIM_PRODUCT} by default. */
  readonly product?: string;
  /** Changes the program. */
  readonly logic?: <State>(logic: DeviceLogic<State>) => DeviceLogic<State>;
  /** Changes what goes between program and network. */
  readonly transport?: (transport: DeviceTransport, target: DutTarget) => DeviceTransport;
  /** Changes the packets. */
  readonly socket?: (target: DutTarget) => OpenBrokerSocket;
  /** Another epoch than what the board draws. */
  readonly freshEpoch?: () => number;
  /** Storage that a journal is kept in. */
  readonly store?: () => MemoryStore;
  readonly spoolEventsMax?: number;
  /** Changes what checks sealed messages. */
  readonly armour?: (armour: ArmourPort, target: DutTarget) => ArmourPort;
  /** Storage of the keys. */
  readonly keyStore?: () => MemoryStore;
  /** Changes how the device sleeps; without a sleep it stays in contact. */
  readonly sleep?: (sleep: SleepOptions) => SleepOptions | undefined;
  /** Seconds for which a sleeping device has the broker keep its session. */
  readonly sessionSeconds?: number;
  /** Changes the boot loader. */
  readonly loader?: (loader: LoaderPort) => LoaderPort;
  /** Whether nothing beside its storage tells that this forgot; false by default. */
  readonly isWithoutWitness?: boolean;
  /** Whether its storage keeps what was erased; false by default. */
  readonly isHoarding?: boolean;
  /** Whether it trusts its clock after that was lost, or before it was set; false by default. */
  readonly isClockBelieved?: boolean;
}

/** The product that is modelled where none is named. */
export const SIM_PRODUCT = "pilly-sms";
const DAY_MS = 86_400_000;
/** Silence after which the sleeping device goes to sleep, ms. */
const SLEEP_QUIET_MS = 150;

/** Finds the profile of the product that is modelled. */
export function profileIn({ product = SIM_PRODUCT }: SimDevicePatch): ProductProfile {
  const profile = profileOf(product);
  if (profile === undefined) throw new Error(`no profile of ${product}`);
  return profile;
}

/** How the device sleeps: a day between contacts, unless it is made a wrong one. */
export function sleepOf({ sleep }: SimDevicePatch): SleepOptions | undefined {
  const timer = new SystemRetryTimer();
  const own = { contactEveryMs: DAY_MS, quietMs: SLEEP_QUIET_MS, timer };
  return sleep === undefined ? own : sleep(own);
}
