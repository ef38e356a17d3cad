import type { DeviceId } from "@dosekit/protocols";
import { SdkError, sdkFault } from "../errors.ts";
import { checkPlacement, type PlacementProblem } from "./check-placement.ts";
import { includes, overlap, type Placement } from "./placement.ts";
import { readSealedFile, writeSealedFile } from "./sealed-file.ts";

/** What became of a change of the register. */
export type RegisterResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: PlacementProblem };

/** Where a register lies, and its bounds. */
export interface PatientRegisterOptions {
  readonly path: string;
  /** 32 bytes; see `readRegisterKey`. */
  readonly key: Uint8Array;
  /** Placements that it holds at the most, those of the past included; default 20,000. */
  readonly placementsMax?: number;
}

const FORMAT = 1;
const PLACEMENTS_MAX = 20_000;

/**
 * Knows which device stands with which person, in which municipality and for which receivers.
 *
 * Identity numbers live here alone. The file is encrypted whole, and replaced whole on every change:
 * after a power cut it is the old one or the new one. One program at a time has it open.
 */
export class PatientRegister {
  readonly #options: PatientRegisterOptions;
  #placements: readonly Placement[];
  #byDevice: ReadonlyMap<DeviceId, readonly Placement[]>;

  /**
   * Opens a register; a file that is not there is an empty one.
   *
   * @throws SdkError `register-io` or `register-damaged`
   */
  constructor(options: PatientRegisterOptions) {
    this.#options = options;
    const content = readSealedFile(options.path, options.key);
    this.#placements = content === undefined ? [] : readContent(content);
    this.#byDevice = byDevice(this.#placements);
  }

  /** How many placements there are, those of the past included. */
  get size(): number {
    return this.#placements.length;
  }

  /**
   * Notes that a device stands with a person; durable when it returns.
   *
   * @throws SdkError `register-io` when it could not be written; the register is then as it was
   */
  add(placement: Placement): RegisterResult {
    const { placementsMax = PLACEMENTS_MAX } = this.#options;
    if (this.#placements.length >= placementsMax) {
      return refused("register-full", "id", `at most ${placementsMax} placements`);
    }
    if (this.#placements.some(({ id }) => id === placement.id)) {
      return refused("id-taken", "id", "an id of its own");
    }
    return this.#keep([...this.#placements, placement], placement);
  }

  /** Puts a placement in the place of the one with its id: an end, another municipality, a name. */
  change(placement: Placement): RegisterResult {
    const at = this.#placements.findIndex(({ id }) => id === placement.id);
    if (at < 0) return refused("wrong-value", "id", "the id of a placement that is there");
    return this.#keep(this.#placements.with(at, placement), placement);
  }

  /** Forgets a placement with all that it says of the person; unknown ids are ignored. */
  remove(id: string): void {
    const left = this.#placements.filter((placement) => placement.id !== id);
    if (left.length < this.#placements.length) this.#replace(left);
  }

  /** Finds where a device stood at an instant, ms since the Unix epoch. */
  placementAt(deviceId: DeviceId, atMs: number): Placement | undefined {
    return this.placementsOf(deviceId).find((placement) => includes(placement, atMs));
  }

  /** Lists all placements of a device, by their beginning. */
  placementsOf(deviceId: DeviceId): readonly Placement[] {
    return this.#byDevice.get(deviceId) ?? [];
  }

  /** Lists the devices that stand with somebody at an instant, ms since the Unix epoch. */
  devicesAt(atMs: number): readonly DeviceId[] {
    return this.#placements
      .filter((placement) => includes(placement, atMs))
      .map(({ deviceId }) => deviceId);
  }

  /** Lists every placement, those of the past included; holds what the register is encrypted for. */
  placements(): readonly Placement[] {
    return this.#placements;
  }

  #keep(next: readonly Placement[], placement: Placement): RegisterResult {
    const problem = checkPlacement(placement);
    if (problem !== undefined) return { ok: false, problem };
    const meets = next.some(
      (other) =>
        other !== placement && other.deviceId === placement.deviceId && overlap(other, placement),
    );
    if (meets) return refused("overlap", "fromMs", "one person for a device at a time");
    this.#replace(next);
    return { ok: true };
  }

  #replace(next: readonly Placement[]): void {
    const kept: readonly Placement[] = structuredClone(next);
    const content = Buffer.from(JSON.stringify({ v: FORMAT, placements: kept }));
    writeSealedFile(this.#options.path, this.#options.key, content);
    this.#placements = kept;
    this.#byDevice = byDevice(kept);
  }
}

function byDevice(placements: readonly Placement[]): ReadonlyMap<DeviceId, readonly Placement[]> {
  const found = new Map<DeviceId, Placement[]>();
  for (const placement of [...placements].sort((a, b) => a.fromMs - b.fromMs)) {
    const known = found.get(placement.deviceId);
    if (known === undefined) found.set(placement.deviceId, [placement]);
    else known.push(placement);
  }
  return found;
}

/** What the key opened was written by a register; a newer one is told from damage. */
function readContent(content: Uint8Array): readonly Placement[] {
  const { v, placements } = JSON.parse(new TextDecoder().decode(content)) as {
    readonly v: number;
    readonly placements: readonly Placement[];
  };
  if (v === FORMAT && placements.every((one) => checkPlacement(one) === undefined)) {
    return placements;
  }
  throw new SdkError(sdkFault("register-damaged", `version ${v}`));
}

function refused(code: PlacementProblem["code"], field: string, allowed: string): RegisterResult {
  return { ok: false, problem: { code, field, allowed } };
}
