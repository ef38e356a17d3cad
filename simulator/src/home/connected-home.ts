import type { DesiredConfig, NoticeSend } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import { faultsOfGateway } from "../faults/draw-faults.ts";
import type { GatewayFault } from "../faults/fault.ts";
import { type FaultEffects, scheduleFaults } from "../faults/fault-injector.ts";
import { HomeGateway } from "../gateway/home-gateway.ts";
import { VirtualNetwork } from "../links/virtual-network.ts";
import { streamOf } from "../random/random-stream.ts";
import { ResponseCentre } from "../response/response-centre.ts";
import { openLaneResponse, type ResponseService } from "../response/response-service.ts";
import { DeviceHome } from "./device-home.ts";
import type { HomeSink } from "./home-sink.ts";
import type { HomeSpoilers } from "./home-spoilers.ts";
import { faultDrawOf } from "./run-faults.ts";
import type { DeviceSpec, Order, RunSpec } from "./run-spec.ts";
import { ScheduledRetryTimer } from "./scheduler-timers.ts";

/** What a home with its own gateway is put up with. */
export interface ConnectedHomeSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly spec: RunSpec;
  readonly device: DeviceSpec;
  readonly sink: HomeSink;
  /** Deliberate defects; none when absent. */
  readonly spoil?: HomeSpoilers;
  /** Who answers alerts: of the whole fleet, or of this home alone when absent. */
  readonly service?: ResponseService;
}

/**
 * One home, closed in itself: device, people, network, a gateway and those who answer its alerts.
 *
 * Unless a shared response centre answers, it shares nothing with other homes but the scheduler, so
 * that a device's trace never depends on which other devices there are. Faults of the gateway are
 * drawn for all homes alike.
 */
export class ConnectedHome {
  readonly #setup: ConnectedHomeSetup;
  readonly #network: VirtualNetwork;
  readonly #home: DeviceHome;
  readonly #gateway: HomeGateway;
  readonly #response: ResponseCentre;

  /** @throws RangeError when the product, its mechanism or its zone is unknown (a caller's bug) */
  constructor(setup: ConnectedHomeSetup) {
    this.#setup = setup;
    const { scheduler, lane, spec, device } = setup;
    this.#network = new VirtualNetwork({ scheduler, seed: spec.seed, gatewayLane: lane });
    const line = this.#network.attach(device.deviceId, lane);
    const retryTimer = new ScheduledRetryTimer(scheduler, lane);
    const onTold = (notice: NoticeSend) => this.#response.onTold(notice);
    const sleeping = { timer: new ScheduledRetryTimer(scheduler, lane) };
    const ways = { transport: line, link: line, retryTimer, sleeping };
    const ask = (wish: Order["wish"]) => this.#gateway.ask(wish);
    this.#home = new DeviceHome({ ...setup, ...ways, ask, onTold });
    this.#response = this.#newResponse();
    this.#gateway = this.#newGateway();
  }

  /** The device and its people. */
  get home(): DeviceHome {
    return this.#home;
  }

  /** Begins. */
  start(): void {
    const { scheduler, lane, spec } = this.#setup;
    this.#gateway.start();
    this.#home.start();
    this.#takeOrders();
    scheduleFaults<GatewayFault>({
      scheduler,
      lane,
      faults: faultsOfGateway(faultDrawOf(spec)),
      effects: this.#gatewayFaults(),
      onChange: ({ kind }, active) =>
        this.#setup.sink.observe({
          trueMs: scheduler.nowMs(),
          deviceId: this.#home.deviceId,
          seen: "fault",
          fault: kind,
          active,
        }),
    });
  }

  #takeOrders(): void {
    const { scheduler, lane, spec, device } = this.#setup;
    for (const { deviceId, atMs, wish, staffTakes = 0 } of spec.orders ?? []) {
      if (deviceId !== device.deviceId) continue;
      scheduler.at(atMs, lane, () => {
        // Who wants something at the device has it come into contact; others wait until it does.
        if (wish.actor === "staff" || wish.actor === "user") this.#home.callHost();
        this.#gateway.ask(wish);
        this.#home.takeByStaff(staffTakes);
      });
    }
  }

  /** Ends. */
  stop(): void {
    this.#home.stop();
    this.#gateway.kill();
  }

  #gatewayFaults(): FaultEffects<GatewayFault> {
    return {
      begin: (fault) => {
        if (fault.kind === "gateway-outage") this.#network.cutGateway(true);
        else if (fault.kind === "broker-outage") this.#network.setBroker(true, fault.forgets);
        else this.#killGateway();
      },
      end: ({ kind }) => {
        if (kind === "gateway-outage") this.#network.cutGateway(false);
        else if (kind === "broker-outage") this.#network.setBroker(false);
        else this.#gateway.start();
      },
    };
  }

  #killGateway(): void {
    this.#gateway.kill();
    this.#network.dropGateway();
  }

  #newGateway(): HomeGateway {
    const { scheduler, lane, device, sink, spoil } = this.#setup;
    const { deviceId } = device;
    const config: DesiredConfig = { version: device.configVersion, plan: device.plan };
    return new HomeGateway({
      scheduler,
      lane,
      deviceId,
      config,
      newTransport: () => this.#network.gatewayTransport(),
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
    const { scheduler, lane, spec, device, sink, service } = this.#setup;
    return new ResponseCentre({
      scheduler,
      lane,
      service: service ?? openLaneResponse(spec),
      random: streamOf(spec.seed, device.deviceId, "response"),
      deviceId: device.deviceId,
      ladder: spec.ladder,
      observe: (seen) => sink.observe(seen),
      callUser: () => this.#home.callUser(),
      callRelative: (onHelp) => this.#home.callRelative(onHelp),
      acknowledge: (alertId) => this.#gateway.acknowledgeAlert(alertId),
      sendStaff: (afterMs) => this.#home.sendStaff(afterMs),
    });
  }
}
