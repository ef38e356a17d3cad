import type {
  ActorRole,
  AlertCode,
  ClockQuality,
  DispenseCode,
  EventKind,
  Evidence,
  Outcome,
} from "@dosekit/protocols";

/** One line of the event file: JSON, ordered by (t, device, seq). */
export interface EventLine {
  readonly v: 1;
  /** When it happened by the source's clock: RFC 3339 UTC with milliseconds. */
  readonly t: string;
  /** The device, or the source of a notification, acknowledgement or visit. */
  readonly device: string;
  readonly product: string;
  readonly epoch: number;
  readonly seq: number;
  readonly kind: EventKind;
  readonly doseId?: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly dueAt?: string;
  readonly outcome?: Outcome;
  readonly evidence?: Evidence;
  readonly reason?: string;
  /** National code of the alert or dispense event. */
  readonly vkp?: AlertCode | DispenseCode;
  readonly alertId?: string;
  readonly severity?: number;
  readonly actor?: ActorRole;
  readonly site?: string;
  readonly clockQuality: ClockQuality;
}
