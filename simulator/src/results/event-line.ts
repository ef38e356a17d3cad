import type {
  ActorRole,
  AlertCode,
  ClockQuality,
  DispenseCode,
  EventKind,
  Evidence,
  Outcome,
  Recipient,
  ServiceMode,
} from "@dosekit/protocols";

/** One line of the event file: JSON, ordered by (t, device, seq). */
export interface EventLine {
  readonly v: 1;
  /**
   * When it happened by the source's clock: RFC 3339 UTC with milliseconds. Of an event under an
   * unset clock it is reckoned from the next time that the same boot knew; `null`, never a guess,
   * when that boot never came to know it. Lines without a time come last.
   */
  readonly t: string | null;
  /** The device, or the source of a notification, acknowledgement or visit. */
  readonly device: string;
  readonly product: string;
  readonly epoch: number;
  readonly seq: number;
  readonly kind: EventKind;
  /**
   * When it truly happened, RFC 3339 UTC with milliseconds, on lines of alerts and of changes of the
   * service: how soon somebody answered is measured by it, and not by the device's own clock.
   */
  readonly trueAt?: string;
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
  /** Where the service pathway went, on a line that says so. */
  readonly mode?: ServiceMode;
  readonly site?: string;
  /** Who was told, on a line of the escalation ladder. */
  readonly recipient?: Recipient;
  /** Which operator of a shared response centre, and what exactly was done. */
  readonly operator?: string;
  readonly detail?: string;
  /** With it somebody reached the user or the device about this alert, for the first time. */
  readonly acted?: true;
  readonly clockQuality: ClockQuality;
  /** Boot and time since it, of an event that was recorded under an unset clock. */
  readonly bootId?: number;
  readonly uptimeMs?: number;
}
