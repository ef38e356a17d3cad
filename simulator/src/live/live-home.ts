import { contactIntervalMsOf } from "@dosekit/firmware-model";
import { type DeviceEvent, HOUR_MS } from "@dosekit/protocols";
import { type RetryTimer, SystemRetryTimer } from "@dosekit/sdk/device";
import { DeviceHome } from "../home/device-home.ts";
import { programOf } from "../home/device-program.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import { ScheduledRetryTimer } from "../home/scheduler-timers.ts";
import type { SleepWaits } from "../home/sleep-waits.ts";
import { streamOf } from "../random/random-stream.ts";
import { ResponseCentre } from "../response/response-centre.ts";
import type { ResponseService } from "../response/response-service.ts";
import type { LiveGateway } from "./live-gateway.ts";
import { LiveLink } from "./live-link.ts";
import type { LiveTransport, LiveWay } from "./live-way.ts";
import type { PacedScheduler } from "./paced-scheduler.ts";

/** What a home of a live fleet is put up with. */
export interface LiveHomeSetup {
  readonly scheduler: PacedScheduler;
  readonly lane: number;
  readonly spec: RunSpec;
  readonly device: DeviceSpec;
  readonly sink: HomeSink;
  readonly way: Pick<LiveWay, "device" | "sleeps">;
  readonly gateway: Pick<LiveGateway, "acknowledgeAlert" | "ask">;
  /** Who answers alerts. */
  readonly service: ResponseService;
  /** Contact of the device with broker or gateway came or went. */
  readonly onLink: (up: boolean) => void;
}

/**
 * How much of its usual wait for an acknowledgement a device waits in real time: two seconds at
 * first instead of five, which would be more than an hour at speed 900.
 */
const RETRY_SHARE = 0.4;
/** How long a link has to be quiet before a device sleeps again, real ms; for the same reason. */
const QUIET_MS = 2_000;
/** Longest contact with a host that takes nothing, device ms: many real seconds at any speed. */
const CONTACT_MS_MAX = 6 * HOUR_MS;

/** One home of a live fleet: device and people on paced time, its link a real one. */
export class LiveHome {
  readonly #home: DeviceHome;
  readonly #transport: LiveTransport;
  readonly #link: LiveLink;
  readonly #response: ResponseCentre;
  readonly #retryTimer = new SystemRetryTimer();
  readonly #quietTimer = new SystemRetryTimer();

  constructor(setup: LiveHomeSetup) {
    const { scheduler, lane, spec, device, way, onLink, sink, gateway, service } = setup;
    const { deviceId } = device;
    const random = streamOf(spec.seed, deviceId, "live-link");
    const { profile } = programOf(device.product, spec.profiles);
    const contactEveryMs = way.sleeps ? contactIntervalMsOf(profile) : undefined;
    this.#transport = way.device(deviceId, random, contactEveryMs);
    this.#link = new LiveLink({ scheduler, lane, random, transport: this.#transport, onLink });
    const sleeping: SleepWaits = {
      timer: new ScheduledRetryTimer(scheduler, lane),
      quietTimer: inRealTime(scheduler, this.#quietTimer, 1),
      quietMs: QUIET_MS,
      contactMsMax: CONTACT_MS_MAX,
    };
    this.#home = new DeviceHome({
      ...{ scheduler, lane, spec, device, sink, link: this.#link },
      ask: (wish) => gateway.ask(deviceId, wish),
      ...(way.sleeps ? { sleeping } : {}),
      retryTimer: inRealTime(scheduler, this.#retryTimer, RETRY_SHARE),
      transport: this.#link,
      onTold: (notice) => this.#response.onTold(notice),
    });
    this.#response = new ResponseCentre({
      scheduler,
      lane,
      random: streamOf(spec.seed, deviceId, "response"),
      deviceId,
      ladder: spec.ladder,
      service,
      observe: (seen) => sink.observe(seen),
      callUser: () => this.#home.callUser(),
      callRelative: (onHelp) => this.#home.callRelative(onHelp),
      acknowledge: (alertId) => gateway.acknowledgeAlert(deviceId, alertId),
      staffCome: () => this.#home.sendStaff(0),
      inBooksOnly: !spec.refill.onAlert,
    });
  }

  /** Puts the device up. */
  start(): void {
    this.#home.start();
  }

  /** Takes the broker away, or brings it back. */
  setBroker(isGone: boolean): void {
    this.#link.setCut(isGone, "broker");
  }

  /** The inbox committed a record of the device. */
  onCommitted(record: DeviceEvent): void {
    this.#response.onCommitted(record);
  }

  /** Ends the device in good order and waits until it has said goodbye. */
  stop(): Promise<void> {
    this.#home.stop();
    this.#retryTimer.cancel();
    this.#quietTimer.cancel();
    return this.#transport.whenClosed();
  }
}

/** A timer of the host; what it sets off happens at the true time that the host has reached. */
function inRealTime(
  scheduler: Pick<PacedScheduler, "catchUp">,
  timer: RetryTimer,
  share: number,
): RetryTimer {
  return {
    arm: (delayMs, fire) =>
      timer.arm(delayMs * share, () => {
        scheduler.catchUp();
        fire();
      }),
    cancel: () => timer.cancel(),
  };
}
