import {
  type DeviceId,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type PauseReason,
  SECOND_MS,
  type ServiceMode,
} from "@dosekit/protocols";
import type { CommandHow, CommandWish } from "./command-draft.ts";
import type { CommandResult } from "./command-result.ts";
import type { CommandRunner, CommandTerms } from "./command-runner.ts";
import type { PlanPush, PlanPusher, PlanResult } from "./plan-push.ts";
import {
  type ExportHow,
  type ExportResult,
  exportRecords,
  type RecordSource,
} from "./record-export.ts";

/** What the commands of one device work with. */
export interface DeviceCommandParts {
  readonly runner: CommandRunner;
  readonly nowMs: () => number;
  readonly plans: PlanPusher;
  readonly records: RecordSource;
}

/** A time that is sent again must not be older than a clock may be wrong. */
const SYNC_TERMS: CommandTerms = { withinMs: 10 * SECOND_MS, withinMsMax: MINUTE_MS };
/** An update waits for a quiet hour, and for its trial. */
const UPDATE_TERMS: CommandTerms = { withinMs: 24 * HOUR_MS };

/**
 * Everything that one device can be asked to do.
 *
 * Each call checks its arguments at once, sends the command until the device answers, and ends with
 * a {@link CommandResult}; none ever throws or rejects. A command is repeated under one name and with
 * one deadline, and a device acts once for each name, so nothing is done twice by a repetition.
 * Cancelling ends the sending. It takes nothing back: what was sent may be carried out up to the
 * deadline, and `wasSent` says whether anything was.
 */
export class DeviceCommands {
  readonly #deviceId: DeviceId;
  readonly #parts: DeviceCommandParts;

  /** Made by `DeviceHandle.commands`. */
  constructor(deviceId: DeviceId, parts: DeviceCommandParts) {
    this.#deviceId = deviceId;
    this.#parts = parts;
  }

  /** Has the device follow a dose plan: see {@link PlanPush}. */
  pushPlan(push: PlanPush): Promise<PlanResult> {
    return this.#parts.plans.push(this.#deviceId, push);
  }

  /** Offers nothing from now or `fromMs` on, until `untilMs` or {@link resume}. */
  pause(
    wish: {
      readonly reason: PauseReason;
      /** ms since the Unix epoch. */
      readonly fromMs?: number;
      /** ms since the Unix epoch, after the beginning. */
      readonly untilMs?: number;
    },
    how: CommandHow,
  ): Promise<CommandResult> {
    const { reason: pauseReason, fromMs, untilMs } = wish;
    return this.#run({ verb: "pause", pauseReason, ...instants({ fromMs, untilMs }) }, how);
  }

  /** Ends a pause, or takes back one that has not begun. */
  resume(how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "resume" }, how);
  }

  /** Offers a dose, or the next one, before it is due and inside its window. */
  releaseEarly(dose: { readonly doseId?: string }, how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "release-early", ...dose }, how);
  }

  /** Hands a dose, or the next one, to staff, inside its window or ahead of it. */
  releaseAssisted(dose: { readonly doseId?: string }, how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "release-assisted", ...dose }, how);
  }

  /**
   * Hands out several doses ahead, all of them or none: so many (1 to 255), or those that are due
   * before an instant (ms since the Unix epoch).
   */
  releaseTravel(
    doses: { readonly doses: number } | { readonly untilMs: number },
    how: CommandHow,
  ): Promise<CommandResult> {
    const { untilMs, ...rest }: { readonly untilMs?: number; readonly doses?: number } = doses;
    return this.#run({ verb: "release-travel", ...rest, ...instants({ untilMs }) }, how);
  }

  /** Notes that somebody took charge of an alert. */
  acknowledgeAlert(alertId: string, how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "acknowledge-alert", alertId }, how);
  }

  /** Shows a text of 1 to 160 bytes of UTF-8 until the user confirms it. */
  showMessage(text: string, how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "message-to-user", text }, how);
  }

  /** Bounds how loud the device gets, 0 (silent) to 10. */
  setVolume(volume: number, how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "set-volume", volume }, how);
  }

  /**
   * Sets the clock to the gateway's. A repetition carries the time of the first sending, so it may
   * take 10 s by default and 60 s at the most: the clock is wrong by as much at the worst.
   */
  syncTime(how: CommandHow): Promise<CommandResult> {
    const civilMs = this.#parts.nowMs();
    return this.#run({ verb: "sync-time", ...instants({ civilMs }) }, how, SYNC_TERMS);
  }

  /** Checks the mechanism without moving medicine. */
  selfTest(how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "self-test" }, how);
  }

  /**
   * Starts another program image once no dose is near, on trial; done once it stays. A day by
   * default.
   *
   * @param image its version, and the SHA-256 of it (32 bytes)
   */
  updateFirmware(
    image: { readonly version: string; readonly digest: Uint8Array },
    how: CommandHow,
  ): Promise<CommandResult> {
    const { version: firmware, digest } = image;
    return this.#run({ verb: "update-firmware", firmware, digest }, how, UPDATE_TERMS);
  }

  /** Moves the service pathway. */
  setMode(mode: ServiceMode, how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "set-mode", mode }, how);
  }

  /** Offers doses to staff only, or to the user again. */
  setAssistance(isStaffOnly: boolean, how: CommandHow): Promise<CommandResult> {
    return this.#run({ verb: "set-assistance", on: isStaffOnly ? 1 : 0 }, how);
  }

  /** Hands out every row of the device that the inbox keeps: see {@link ExportHow}. */
  exportRecords(how: ExportHow): Promise<ExportResult> {
    return exportRecords(this.#deviceId, how, this.#parts.records);
  }

  /**
   * Has the device forget everything about its user, after the end of service. The device refuses
   * with `not-exported` where it holds records behind the last one that was exported.
   *
   * @param exported what `exportRecords` ended with
   */
  reset(
    exported: { readonly epoch: number; readonly throughSeq: number },
    how: CommandHow,
  ): Promise<CommandResult> {
    const { epoch, throughSeq } = exported;
    return this.#run({ verb: "reset", epoch, throughSeq }, how);
  }

  #run(wish: CommandWish, how: CommandHow, terms?: CommandTerms): Promise<CommandResult> {
    return this.#parts.runner.run(this.#deviceId, wish, how, terms);
  }
}

/** Leaves out what is not given; what is no instant is refused where the message is written. */
function instants<K extends string>(
  values: Readonly<Record<K, number | undefined>>,
): Partial<Record<K, Instant>> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Record<K, Instant>>;
}
