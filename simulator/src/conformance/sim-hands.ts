import type { DeviceInput, DeviceLogic, MotionStart } from "@dosekit/protocols";

/** What the hands at a device under test, and its mechanism, are put into. */
export interface SimHandsSetup {
  readonly tell: (input: DeviceInput) => void;
  /** Lets time of the device pass. */
  readonly pass: (ms: number) => Promise<void>;
  /** Does something in time of the device that passes by itself. */
  readonly later: (ms: number, run: () => void) => void;
  readonly cutPower: () => void;
  /** What the clock of the device shows, ms since 1970 UTC. */
  readonly civilMs: () => number;
}

/** The mechanism of a device under test, and whoever stands there. */
export interface SimHands {
  /** Begins a movement and says soon what came of it. */
  start(motion: MotionStart): void;
  /** Staff put doses in. */
  load(doses: number): void;
  /** The user takes what lies ready, in the way of the product. */
  take(): Promise<void>;
  /** The user does all that hands can do with the lid shut. */
  fumble(): Promise<void>;
  /** The power goes when the next dose is on its way into reach. */
  cutNext(): void;
  /** The device learns later that the dose which lies ready ended otherwise than it will write. */
  correctNext(): void;
  /** The device goes off. */
  losePower(): void;
  /** The device is on again: its sensors tell what is not at rest. */
  regainPower(): void;
  /** Looks over the shoulder of a program, as somebody does who has its portal. */
  watched<State>(logic: DeviceLogic<State>): DeviceLogic<State>;
}
