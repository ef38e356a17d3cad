import type { DesiredConfig, NoticeSend } from "@dosekit/protocols";
import { faultsOfGateway } from "../faults/draw-faults.ts";
import type { GatewayFault } from "../faults/fault.ts";
import { type FaultEffects, scheduleFaults } from "../faults/fault-injector.ts";
import { streamOf } from "../random/random-stream.ts";
import { ResponseCentre } from "../response/response-centre.ts";
import { openLaneResponse } from "../response/response-service.ts";
import { BareRunner } from "./bare-runner.ts";
import { newSdkRunner } from "./board-runner.ts";
import type { ConnectedHomeSetup } from "./connected-home.ts";
import { DeviceHome } from "./device-home.ts";
import { OpenWay } from "./open-way.ts";
import { faultDrawOf } from "./run-faults.ts";
import { ScheduledRetryTimer } from "./scheduler-timers.ts";
import { TimeService } from "./time-service.ts";

/** What a home in an open loop is put up with. */
export interface OpenHomeSetup extends ConnectedHomeSetup {
  /** Whether its device runs without bytes, or on the SDK's runtime. */
  readonly bare: boolean;
}

/**
 * One home whose device nobody answers: device, people, network, a service that sets the clock, and
 * a response centre that hears of every alert, acknowledges it in its own books and does no more.
 *
 * Its device leaves the same trace bare and on the SDK's runtime.
 */
export class OpenHome {
  readonly #setup: OpenHomeSetup;
  readonly #way: OpenWay;
  readonly #service: TimeService;
  readonly #home: DeviceHome;
  readonly #response: ResponseCentre;
  #outages = 0;

  /** @throws RangeError when the product, its mechanism or its zone is unknown (a caller's bug) */
  constructor(setup: OpenHomeSetup) {
    this.#setup = setup;
    const { scheduler, lane, bare } = setup;
    this.#way = this.#newWay();
    this.#service = new TimeService({
      ...{ scheduler, lane },
      tell: (input) => this.#way.tell(input),
      hasContact: () => this.#way.line.hasContact(),
    });
    this.#home = new DeviceHome({
      ...setup,
      transport: this.#way,
      link: this.#way.line,
      retryTimer: new ScheduledRetryTimer(scheduler, lane),
      ...(bare ? {} : { sleeping: { timer: new ScheduledRetryTimer(scheduler, lane) } }),
      newRunner: (options) => (bare ? new BareRunner(options, this.#way) : newSdkRunner(options)),
      ask: (wish) => this.#service.ask(wish),
      onTold: (notice: NoticeSend) => this.#response.onTold(notice),
    });
    this.#response = this.#newResponse();
  }

  /** The device and its people. */
  get home(): DeviceHome {
    return this.#home;
  }

  /** Begins. */
  start(): void {
    const { scheduler, lane, spec, sink } = this.#setup;
    this.#home.start();
    this.#service.start();
    this.#takeOrders();
    scheduleFaults<GatewayFault>({
      scheduler,
      lane,
      faults: faultsOfGateway(faultDrawOf(spec)),
      effects: this.#outage(),
      onChange: ({ kind }, active) =>
        sink.observe({
          trueMs: scheduler.nowMs(),
          deviceId: this.#home.deviceId,
          seen: "fault",
          fault: kind,
          active,
        }),
    });
  }

  /** Ends. */
  stop(): void {
    this.#home.stop();
  }

  #takeOrders(): void {
    const { scheduler, lane, spec, device } = this.#setup;
    for (const { deviceId, atMs, wish, staffTakes = 0 } of spec.orders ?? []) {
      if (deviceId !== device.deviceId) continue;
      scheduler.at(atMs, lane, () => {
        this.#service.ask(wish);
        this.#home.takeByStaff(staffTakes);
      });
    }
  }

  #outage(): FaultEffects<GatewayFault> {
    const change = (kind: GatewayFault["kind"], by: 1 | -1): void => {
      this.#outages += by;
      this.#way.setReachable(this.#outages === 0);
      if (kind === "broker-outage") this.#way.line.setCut(by > 0, "broker");
    };
    // A second beginning of a kind that is active has no end of its own.
    const active = new Set<GatewayFault["kind"]>();
    return {
      begin: ({ kind }) => {
        if (!active.has(kind)) change(kind, 1);
        active.add(kind);
      },
      end: ({ kind }) => {
        if (active.delete(kind)) change(kind, -1);
      },
    };
  }

  #newWay(): OpenWay {
    const { scheduler, lane, spec, device, sink, spoil } = this.#setup;
    const { deviceId } = device;
    const config: DesiredConfig = { version: device.configVersion, plan: device.plan };
    return new OpenWay({
      ...{ scheduler, lane, seed: spec.seed, deviceId },
      onContact: () => {
        this.#way.tell({ type: "config.received", config });
        this.#service.onContact();
      },
      onReceived: () => sink.received?.(deviceId, 1),
      onCommitted: (arrived) => {
        for (const record of spoil?.commits?.(arrived) ?? [arrived]) {
          sink.observe({ trueMs: scheduler.nowMs(), deviceId, seen: "committed", record });
          this.#response.onCommitted(record);
        }
      },
    });
  }

  #newResponse(): ResponseCentre {
    const { scheduler, lane, spec, device, sink } = this.#setup;
    const nothing = () => undefined;
    return new ResponseCentre({
      scheduler,
      lane,
      random: streamOf(spec.seed, device.deviceId, "response"),
      deviceId: device.deviceId,
      ladder: spec.ladder,
      observe: (seen) => sink.observe(seen),
      service: openLaneResponse(spec),
      callUser: nothing,
      callRelative: () => "no-relative",
      acknowledge: nothing,
      sendStaff: nothing,
    });
  }
}
