import type { DeviceEvent } from "@dosekit/protocols";
import { SystemRetryTimer } from "@dosekit/sdk/device";
import { DeviceHome } from "../home/device-home.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import { streamOf } from "../random/random-stream.ts";
import { ResponseCentre } from "../response/response-centre.ts";
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
  readonly way: Pick<LiveWay, "device">;
  readonly gateway: Pick<LiveGateway, "acknowledgeAlert">;
  /** Contact of the device with broker or gateway came or went. */
  readonly onLink: (up: boolean) => void;
}

/**
 * How much of its usual wait for an acknowledgement a device waits in real time: two seconds at
 * first instead of five, which would be more than an hour at speed 900.
 */
const RETRY_SHARE = 0.4;

/** One home of a live fleet: device and people on paced time, its link a real one. */
export class LiveHome {
  readonly #home: DeviceHome;
  readonly #transport: LiveTransport;
  readonly #response: ResponseCentre;
  readonly #retryTimer = new SystemRetryTimer();

  constructor(setup: LiveHomeSetup) {
    const { scheduler, lane, spec, device, way, onLink, sink, gateway } = setup;
    const { deviceId } = device;
    const random = streamOf(spec.seed, deviceId, "live-link");
    this.#transport = way.device(deviceId, random);
    const link = new LiveLink({ scheduler, lane, random, transport: this.#transport, onLink });
    const retryTimer = {
      arm: (delayMs: number, fire: () => void) =>
        this.#retryTimer.arm(delayMs * RETRY_SHARE, () => {
          scheduler.catchUp();
          fire();
        }),
      cancel: () => this.#retryTimer.cancel(),
    };
    this.#home = new DeviceHome({
      ...{ scheduler, lane, spec, device, sink, link, retryTimer },
      transport: link,
      onTold: (notice) => this.#response.onTold(notice),
    });
    this.#response = new ResponseCentre({
      scheduler,
      lane,
      random: streamOf(spec.seed, deviceId, "response"),
      deviceId,
      ladder: spec.ladder,
      observe: (seen) => sink.observe(seen),
      callUser: () => this.#home.callUser(),
      acknowledge: (alertId) => gateway.acknowledgeAlert(deviceId, alertId),
      sendStaff: (afterMs) => this.#home.sendStaff(afterMs),
    });
  }

  /** Puts the device up. */
  start(): void {
    this.#home.start();
  }

  /** The inbox committed a record of the device. */
  onCommitted(record: DeviceEvent): void {
    this.#response.onCommitted(record);
  }

  /** Ends the device in good order and waits until it has said goodbye. */
  stop(): Promise<void> {
    this.#home.stop();
    this.#retryTimer.cancel();
    return this.#transport.whenClosed();
  }
}
