import type { RunnerFault } from "@dosekit/sdk/device";
import type { Observation } from "../checkers/observation.ts";
import type { Happening } from "../replay/happening.ts";

/** Somebody who looks on at homes: checkers, collectors, recorders. It changes nothing. */
export interface HomeSink {
  /** Something was seen; called in order of true time. */
  observe(seen: Observation): void;
  /** Event messages of a device arrived at its gateway, repeats included. */
  received?(deviceId: string, messages: number): void;
  /** A device's program had to stop: a defect of the program, or of its storage. */
  stopped?(deviceId: string, fault: RunnerFault): void;
  /** Somebody of a home did something; told right before it shows. */
  happened?(deviceId: string, happening: Happening): void;
}

/** What an observation says, without when and of whom. */
export type ObservationBody = Observation extends infer O
  ? O extends Observation
    ? Omit<O, "trueMs" | "deviceId">
    : never
  : never;
