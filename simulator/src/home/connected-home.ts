import {
  type DesiredConfig,
  type DeviceEvent,
  MINUTE_MS,
  type NoticeSend,
} from "@dosekit/protocols";
import { MemoryWitness } from "@dosekit/sdk/device";
import type { Scheduler } from "../clock/scheduler.ts";
import type { GatewayFault } from "../faults/fault.ts";
import { type FaultEffects, scheduleFaults } from "../faults/fault-injector.ts";
import { ContactWatch, isGatewayAlert } from "../gateway/contact-watch.ts";
import { HomeGateway, type HomeGatewaySetup } from "../gateway/home-gateway.ts";
import { VirtualNetwork } from "../links/virtual-network.ts";
import { streamOf } from "../random/random-stream.ts";
import { ResponseCentre, type ResponseSetup } from "../response/response-centre.ts";
import { openLaneResponse, type ResponseService } from "../response/response-service.ts";
import { BareDelivery } from "./bare-delivery.ts";
import { BareLimit } from "./bare-limit.ts";
import { BareRunner } from "./bare-runner.ts";
import { BareStore } from "./bare-store.ts";
import { DeviceHome, type DeviceHomeSetup } from "./device-home.ts";
import { programOf } from "./device-program.ts";
import type { HomeSink } from "./home-sink.ts";
import type { HomeSpoilers } from "./home-spoilers.ts";
import { gatewayFaultsOf, sinceStart } from "./run-faults.ts";
import type { DeviceSpec, RunSpec } from "./run-spec.ts";
import { ScheduledRetryTimer } from "./scheduler-timers.ts";
import { STORE_BYTES } from "./simulated-board.ts";

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
  /** Whether its device runs without the bytes of its records. */
  readonly bare?: boolean;
}

/**
 * One home, closed in itself: device, people, network, a gateway and those who answer its alerts. In
 * an open loop they do so in their own books, and nothing of it reaches the home: its device then
 * leaves the same trace as in a closed loop where nobody answers, bare or not.
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
    const { deviceId } = device;
    const isBare = setup.bare === true;
    const onFirstLost = isBare
      ? () => tooMuch("the first message of a contact was lost")
      : undefined;
    const line = this.#network.attach(deviceId, lane, onFirstLost);
    const newTimer = () => new ScheduledRetryTimer(scheduler, lane);
    const way = new BareDelivery({
      hasGateway: () => this.#network.hasGateway(),
      ...{ scheduler, lane, line },
      ...this.#inbox(),
    });
    this.#home = new DeviceHome({
      ask: (wish) => this.#gateway.ask(wish),
      ...setup,
      ...{ transport: line, link: line, retryTimer: newTimer(), sleeping: { timer: newTimer() } },
      ...(isBare ? bareParts(way) : {}),
      onTold: (notice: NoticeSend) => this.#response.onTold(notice),
    });
    this.#response = this.#newResponse();
    this.#gateway = this.#newGateway();
  }

  /** The device and its people. */
  get home(): DeviceHome {
    return this.#home;
  }

  /** Begins; a device that is put up later does so then. */
  start(): void {
    const { scheduler, lane, device } = this.#setup;
    const { startsMs = scheduler.nowMs() } = device;
    if (startsMs <= scheduler.nowMs()) this.#begin();
    else scheduler.at(startsMs, lane, () => this.#begin());
  }

  #begin(): void {
    const { scheduler, lane, spec, device } = this.#setup;
    this.#gateway.start();
    this.#home.start();
    this.#takeOrders();
    scheduleFaults<GatewayFault>({
      scheduler,
      lane,
      faults: sinceStart(gatewayFaultsOf(spec), device),
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
    const { scheduler, lane, device } = this.#setup;
    const { deviceId } = device;
    const config: DesiredConfig = { version: device.configVersion, plan: device.plan };
    return new HomeGateway({
      scheduler,
      lane,
      deviceId,
      config,
      newTransport: () => this.#network.gatewayTransport(),
      ...this.#inbox(),
      ...this.#contact(),
    });
  }

  /** Whether the device is there is watched where the run asks for it. */
  #contact(): Pick<HomeGatewaySetup, "contact"> {
    const { scheduler, lane, spec, device, sink } = this.#setup;
    if (spec.watchesContact !== true) return {};
    const { profile } = programOf(device.product, spec.profiles);
    const afterMs = profile.lostContactMin.value * MINUTE_MS;
    const onFound = (finding: DeviceEvent) => {
      const { deviceId } = device;
      sink.observe({ trueMs: scheduler.nowMs(), deviceId, seen: "finding", finding });
      this.#response.onFound(finding);
    };
    return { contact: new ContactWatch({ scheduler, lane, afterMs, onFound }) };
  }

  /** What becomes of records that arrive, whichever way. */
  #inbox(): Pick<HomeGatewaySetup, "onReceived" | "onCommitted"> {
    const { scheduler, device, sink, spoil } = this.#setup;
    const { deviceId } = device;
    return {
      onReceived: () => sink.received?.(deviceId, 1),
      onCommitted: (arrived) => {
        for (const record of spoil?.commits?.(arrived) ?? [arrived]) {
          sink.observe({ trueMs: scheduler.nowMs(), deviceId, seen: "committed", record });
          this.#response.onCommitted(record);
        }
      },
    };
  }

  #newResponse(): ResponseCentre {
    const { scheduler, lane, spec, device, sink, service, spoil } = this.#setup;
    return new ResponseCentre({
      scheduler,
      lane,
      service: service ?? openLaneResponse(spec),
      random: streamOf(spec.seed, device.deviceId, "response"),
      deviceId: device.deviceId,
      ladder: spoil?.ladder?.(spec.ladder) ?? spec.ladder,
      ladders: spec.ladders,
      observe: (seen) => sink.observe(seen),
      ...(spec.loop === "open" ? IN_THEIR_BOOKS : this.#answers()),
    });
  }

  #answers(): Answers {
    return {
      callUser: () => this.#home.callUser(),
      callRelative: (onHelp) => this.#home.callRelative(onHelp),
      acknowledge: (alertId) => {
        if (!isGatewayAlert(alertId)) this.#gateway.acknowledgeAlert(alertId);
      },
      staffCome: () => this.#home.sendStaff(0),
      inBooksOnly: !this.#setup.spec.refill.onAlert,
    };
  }
}

/** What of those who answer alerts reaches a home. */
type Answers = Pick<
  ResponseSetup,
  "callUser" | "callRelative" | "acknowledge" | "staffCome" | "inBooksOnly"
>;

/** Nothing does. */
const IN_THEIR_BOOKS: Answers = {
  callUser: () => undefined,
  callRelative: () => "no-relative",
  acknowledge: () => undefined,
  staffCome: () => undefined,
  inBooksOnly: true,
};

/** What a bare device runs on. */
function bareParts(way: BareDelivery): Pick<DeviceHomeSetup, "newRunner" | "memory"> {
  return {
    newRunner: (options) => new BareRunner(options, way),
    memory: { store: new BareStore(STORE_BYTES), witness: new MemoryWitness(), isShared: true },
  };
}

function tooMuch(why: string): never {
  throw new BareLimit(why);
}
