import { statSync } from "node:fs";
import type { DeviceId } from "@dosekit/protocols";
import { type GatewayLog, SILENT_LOG } from "../client/gateway-log.ts";
import { SdkError } from "../errors.ts";
import { PatientRegister, type PatientRegisterOptions } from "../register/patient-register.ts";
import type { Placement } from "../register/placement.ts";
import { readRegisterKey } from "../register/register-key.ts";
import type { GatewaySettings } from "./settings.ts";
import type { Environment } from "./settings-files.ts";

/** How often the file is looked at, ms. */
const LOOK_MS = 1_000;

/**
 * The register as a running gateway reads it: what another program changes in it is taken over by
 * itself. While the file can't be read it goes on with what it has, and says so.
 */
export class RegisterView {
  readonly #options: PatientRegisterOptions;
  readonly #log: GatewayLog;
  readonly #nowMs: () => number;
  #register: PatientRegister;
  #mark: string;
  #lookedMs: number;
  #fault: string | undefined;

  /** @throws SdkError when the register can't be opened at the start */
  constructor(options: PatientRegisterOptions, log: GatewayLog, nowMs: () => number) {
    this.#options = options;
    this.#log = log;
    this.#nowMs = nowMs;
    this.#mark = markOf(options.path);
    this.#register = new PatientRegister(options);
    this.#lookedMs = nowMs();
  }

  /** Code of what keeps the newest register from being read; `undefined` when nothing does. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** See `PatientRegister.placementAt`. */
  placementAt(deviceId: DeviceId, atMs: number): Placement | undefined {
    return this.#current().placementAt(deviceId, atMs);
  }

  /** See `PatientRegister.placementsOf`. */
  placementsOf(deviceId: DeviceId): readonly Placement[] {
    return this.#current().placementsOf(deviceId);
  }

  /** See `PatientRegister.devicesAt`. */
  devicesAt(atMs: number): readonly DeviceId[] {
    return this.#current().devicesAt(atMs);
  }

  #current(): PatientRegister {
    const nowMs = this.#nowMs();
    if (Math.abs(nowMs - this.#lookedMs) < LOOK_MS) return this.#register;
    this.#lookedMs = nowMs;
    const mark = markOf(this.#options.path);
    // A file that is gone is no empty register: nobody took everybody's device away.
    if (mark === this.#mark || mark === "") return this.#register;
    try {
      this.#register = new PatientRegister(this.#options);
      this.#mark = mark;
      this.#fault = undefined;
      this.#log({ level: "info", event: "register.read", count: this.#register.size });
    } catch (cause) {
      const code = cause instanceof SdkError ? cause.code : "register-io";
      if (code !== this.#fault) this.#log({ level: "error", event: "register.unread", code });
      this.#fault = code;
    }
    return this.#register;
  }
}

/**
 * Opens the register that settings name.
 *
 * @returns `undefined` when they name none
 * @throws SdkError `register-key`, `register-io` or `register-damaged`
 */
export function openRegister(
  { register }: GatewaySettings,
  env: Environment,
  log: GatewayLog = SILENT_LOG,
): RegisterView | undefined {
  if (register === undefined) return undefined;
  const { file, env: variable = "" } = register.key;
  const source = file === undefined ? { variable, environment: env } : { file };
  return new RegisterView({ path: register.file, key: readRegisterKey(source) }, log, Date.now);
}

/** Changes whenever the file is put in the place of another; empty when there is none. */
function markOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}
