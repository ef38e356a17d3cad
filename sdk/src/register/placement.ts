import type { ContactChannel, DeviceId, Recipient } from "@dosekit/protocols";

/** Who a person is; stands in the register and in bundles for the patient record, nowhere else. */
export interface Patient {
  /** Birth number, D number or common help number. */
  readonly identityNumber: string;
  readonly name: string;
}

/** Which municipality serves the person, and for how long; a holiday one serves beside the home. */
export interface MunicipalityStay {
  /** Number of four digits: `0301`. */
  readonly municipality: string;
  readonly kind: "home" | "holiday";
  /** First instant, ms since the Unix epoch. */
  readonly fromMs: number;
  /** First instant after it; absent while no end is set. */
  readonly untilMs?: number;
  /** Names of the record endpoints that are told during the stay. */
  readonly receivers: readonly string[];
}

/** How a device is named to the record: serial number or IMEI, with what it is. */
export interface RegisteredDevice {
  /** Namespace of the number, a URI. */
  readonly system: string;
  readonly serialNumber: string;
  /** What people call it: `Medisindispenser`. */
  readonly type: string;
}

/** Where somebody is reached who is told of alerts about the person. */
export interface PlacementContact {
  /** Whom a route calls so. */
  readonly recipient: Recipient;
  readonly channel: ContactChannel;
  /** Phone number or mail address. */
  readonly address: string;
}

/** One device with one person, for a while. */
export interface Placement {
  /** Name of the placement, 1 to 36 characters of `[A-Za-z0-9-]`; says nothing of the person. */
  readonly id: string;
  readonly deviceId: DeviceId;
  readonly device: RegisteredDevice;
  readonly patient: Patient;
  /** First instant, ms since the Unix epoch. */
  readonly fromMs: number;
  /** First instant after it; absent while the device stands there. */
  readonly untilMs?: number;
  /** Periods of one kind never overlap. */
  readonly municipalities: readonly MunicipalityStay[];
  /** Who is told by mail or SMS when a route names them; 16 at the most. */
  readonly contacts?: readonly PlacementContact[];
}

/** A stretch of time: from its first instant up to, and without, its end. */
export interface Period {
  readonly fromMs: number;
  readonly untilMs?: number;
}

/** Says whether an instant lies in a period. */
export function includes({ fromMs, untilMs = Number.POSITIVE_INFINITY }: Period, atMs: number) {
  return fromMs <= atMs && atMs < untilMs;
}

/** Says whether two periods have an instant in common. */
export function overlap(a: Period, b: Period): boolean {
  const [endA, endB] = [a, b].map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY);
  return a.fromMs < (endB ?? 0) && b.fromMs < (endA ?? 0);
}

/**
 * Lists who is told of what happened at an instant: the receivers of the home municipality, and of
 * the holiday municipality while the person is there; each once.
 */
export function receiversAt(placement: Placement, atMs: number): readonly string[] {
  const stays = placement.municipalities.filter((stay) => includes(stay, atMs));
  return [...new Set(stays.flatMap(({ receivers }) => receivers))];
}
