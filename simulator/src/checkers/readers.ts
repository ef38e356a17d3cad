import type { DeviceInput, Effect, JournalRecord } from "@dosekit/protocols";
import type { Observation } from "./observation.ts";

/** An observation of one kind. */
export type Seen<Kind extends Observation["seen"]> = Extract<Observation, { seen: Kind }>;

/** Takes in an observation of a device at a true time, ms. */
export type Reader<Shown extends Observation = Observation> = (
  seen: Shown,
  deviceId: string,
  trueMs: number,
) => void;

/** One reader, or several that take it in one after the other. */
export type Reads<Shown extends Observation = Observation> =
  | Reader<Shown>
  | readonly Reader<Shown>[];

/**
 * Who reads what: a reader for each kind of observations, so that none is asked for what it doesn't
 * want, and each meets objects of one shape alone.
 */
export type Readers = {
  readonly [Kind in Observation["seen"]]?: Reads<Seen<Kind>>;
} & {
  /** Inputs of single types, in place of `input`. */
  readonly inputs?: { readonly [Type in DeviceInput["type"]]?: Reads<Seen<"input">> };
  /** Effects of single types, in place of `effect`. */
  readonly effects?: { readonly [Type in Effect["type"]]?: Reads<Seen<"effect">> };
  /** Records that tell of a dose, behind `record`. */
  readonly doseRecord?: Reads<Seen<"record">>;
  /** Records that tell of an alert or of the mode, which ends alerts; behind `doseRecord`. */
  readonly alertRecord?: Reads<Seen<"record">>;
  /** Whatever has no reader of its own. */
  readonly others?: Reads;
};

/**
 * Shows observations to readers, in the order of those who read; a reader that several have in
 * common is shown each but once.
 */
export class ReaderTable {
  readonly #all: readonly Readers[];
  readonly #byKind = new Map<Observation["seen"], readonly Reader<never>[]>();
  readonly #byInput = new Map<DeviceInput["type"], readonly Reader<never>[]>();
  readonly #byEffect = new Map<Effect["type"], readonly Reader<never>[]>();
  /** By whether a record tells of a dose, and of an alert: 0 for neither, 3 for both. */
  readonly #byRecord: readonly (readonly Reader<never>[])[];

  constructor(all: readonly Readers[]) {
    this.#all = all;
    this.#byRecord = [0, 1, 2, 3].map((tells) =>
      this.#together((own) => recordReaders(own, tells)),
    );
  }

  /** Shows one observation. */
  show(seen: Observation): void {
    // Each case looks at observations of few shapes: what it reads of them is found at once.
    switch (seen.seen) {
      case "effect":
        this.#show(this.#ofEffect(seen.effect.type), seen, seen.deviceId, seen.trueMs);
        break;
      case "record":
        this.#show(this.#ofRecord(seen.record), seen, seen.deviceId, seen.trueMs);
        break;
      case "committed":
        this.#show(this.#ofKind("committed"), seen, seen.deviceId, seen.trueMs);
        break;
      case "input":
        this.#show(this.#ofInput(seen.input.type), seen, seen.deviceId, seen.trueMs);
        break;
      case "plant":
        this.#show(this.#ofKind("plant"), seen, seen.deviceId, seen.trueMs);
        break;
      default:
        this.#show(this.#ofKind(seen.seen), seen, seen.deviceId, seen.trueMs);
        break;
    }
  }

  #show(
    readers: readonly Reader<never>[],
    seen: Observation,
    deviceId: string,
    trueMs: number,
  ): void {
    // A table's rows are made for what they are looked up by.
    for (const read of readers as readonly Reader[]) read(seen, deviceId, trueMs);
  }

  #ofKind(kind: Observation["seen"]): readonly Reader<never>[] {
    const known = this.#byKind.get(kind);
    if (known !== undefined) return known;
    const readers = this.#together((own) => own[kind] ?? own.others);
    this.#byKind.set(kind, readers);
    return readers;
  }

  #ofInput(type: DeviceInput["type"]): readonly Reader<never>[] {
    const known = this.#byInput.get(type);
    if (known !== undefined) return known;
    const readers = this.#together((own) => own.inputs?.[type] ?? own.input ?? own.others);
    this.#byInput.set(type, readers);
    return readers;
  }

  #ofEffect(type: Effect["type"]): readonly Reader<never>[] {
    const known = this.#byEffect.get(type);
    if (known !== undefined) return known;
    const readers = this.#together((own) => own.effects?.[type] ?? own.effect ?? own.others);
    this.#byEffect.set(type, readers);
    return readers;
  }

  #ofRecord(record: JournalRecord): readonly Reader<never>[] {
    const tells = (tellsOfDose(record) ? 1 : 0) + (tellsOfAlert(record) ? 2 : 0);
    return this.#byRecord[tells] ?? [];
  }

  #together(pick: (own: Readers) => Reads<never> | undefined): readonly Reader<never>[] {
    return [...new Set(this.#all.flatMap((own) => pick(own) ?? []))];
  }
}

function recordReaders(own: Readers, tells: number): readonly Reader<Seen<"record">>[] {
  return [
    own.record ?? own.others ?? [],
    ((tells & 1) !== 0 && own.doseRecord) || [],
    ((tells & 2) !== 0 && own.alertRecord) || [],
  ].flat();
}

/** Whether a record tells of a dose: of one that it names, of an outcome, or that one is offered. */
function tellsOfDose({ doseId, outcome, kind }: JournalRecord): boolean {
  return doseId !== undefined || outcome !== undefined || kind === "dose.offering";
}

/** Whether a record tells of an alert, or of a mode, which ends alerts when it ends the service. */
function tellsOfAlert({ alertId, kind }: JournalRecord): boolean {
  return alertId !== undefined || kind === "mode.changed";
}
