import type { GatewayClient } from "../client/gateway-client.ts";
import type { ForwarderStanding } from "../forwarding/forwarder-supervisor.ts";
import { laterConsumer } from "../inbox/later-lane.ts";
import { gatewayMetrics } from "../metrics/gateway-metrics.ts";
import type { Metric, MetricSnapshot, MetricValue } from "../metrics/metric-snapshot.ts";

/** How one forwarder fares, as health shows it. */
export interface ForwarderHealth extends Omit<ForwarderStanding, "counters" | "sinceMs"> {
  /** Rows that it has not handled. */
  readonly behind: number;
  /** For how long it has handled none of them, s; 0 while it moves or has nothing to do. */
  readonly stalledSeconds: number;
  /** Devices that have as much with it as they may, and that it tells of later. */
  readonly devicesLater: number;
  /** How often something of a device was given up since too much of it waited. */
  readonly surplus: number;
}

/** The state of the program in few words; holds nothing of a device, a dose or a person. */
export interface HealthReport {
  readonly v: 1;
  /** `degraded` when something of it does not work, `stopping` once it was asked to end. */
  readonly status: "up" | "degraded" | "stopping";
  /** Whether it takes in what devices send. */
  readonly ready: boolean;
  readonly uptimeSeconds: number;
  readonly link: "up" | "down";
  readonly inbox: { readonly state: string; readonly rows: number };
  readonly forwarders: readonly ForwarderHealth[];
  /** Consumers that rows wait for and that nothing serves: see `formerConsumers`. */
  readonly idleConsumers: readonly string[];
  /** What keeps the newest register from being read. */
  readonly registerFault?: string;
}

/** Where health is read. */
export interface HealthSources {
  readonly client: GatewayClient;
  readonly standings: () => readonly ForwarderStanding[];
  readonly registerFault: () => string | undefined;
  /** Consumers of the program that are no forwarders, such as the one that prints. */
  readonly otherConsumers: readonly string[];
  readonly nowMs: () => number;
}

/** A forwarder that stands still for so long with rows to handle is told of, s. */
const STALLED_SECONDS = 60;

/** Reads how the program fares; reading changes nothing. */
export class HealthWatch {
  readonly #sources: HealthSources;
  readonly #startedMs: number;
  readonly #moved = new Map<string, { readonly position: number; readonly atMs: number }>();
  #isStopping = false;

  constructor(sources: HealthSources) {
    this.#sources = sources;
    this.#startedMs = sources.nowMs();
  }

  /** From now on the program is on its way to its end. */
  stopping(): void {
    this.#isStopping = true;
  }

  /** Notes how far every forwarder has come; to be called now and then, so that a halt is seen. */
  look(): void {
    const { client, nowMs } = this.#sources;
    for (const [name, position] of client.consumers()) {
      const isIdle = position >= client.newestPosition;
      if (this.#moved.get(name)?.position === position && !isIdle) continue;
      this.#moved.set(name, { position, atMs: nowMs() });
    }
  }

  /** Gives the state of the program now. */
  report(): HealthReport {
    const { client, standings, nowMs } = this.#sources;
    this.look();
    const { inbox, rows } = client.counters();
    const link = client.readings().linkUp ? "up" : "down";
    const forwarders = standings().map((standing) => this.#healthOf(standing));
    const registerFault = this.#sources.registerFault();
    const isHalting = ({ state, stalledSeconds, devicesLater, surplus }: ForwarderHealth) =>
      state === "waiting" || stalledSeconds >= STALLED_SECONDS || devicesLater + surplus > 0;
    const works = link === "up" && inbox === "ready";
    const isWell = works && !forwarders.some(isHalting) && registerFault === undefined;
    return {
      v: 1,
      status: this.#isStopping ? "stopping" : isWell ? "up" : "degraded",
      ready: works && !this.#isStopping,
      uptimeSeconds: Math.floor((nowMs() - this.#startedMs) / 1_000),
      link,
      inbox: { state: inbox, rows },
      forwarders,
      idleConsumers: this.#idle(forwarders),
      ...(registerFault === undefined ? {} : { registerFault }),
    };
  }

  /** Gives all that is measured, of the gateway and of its forwarders. */
  metrics(): MetricSnapshot {
    const snapshot = gatewayMetrics(this.#sources.client).snapshot();
    const own = forwarderMetrics(this.report().forwarders, this.#sources.standings());
    return { ...snapshot, metrics: [...snapshot.metrics, ...own] };
  }

  #healthOf({ counters, sinceMs: _s, ...standing }: ForwarderStanding): ForwarderHealth {
    const { client, nowMs } = this.#sources;
    const position = client.consumers().get(standing.name) ?? 0;
    const behind = Math.max(0, client.newestPosition - position);
    const sinceMs = this.#moved.get(standing.name)?.atMs ?? nowMs();
    const stalledSeconds = behind === 0 ? 0 : Math.floor((nowMs() - sinceMs) / 1_000);
    const { later: devicesLater = 0, surplus = 0 } = counters;
    return { ...standing, behind, stalledSeconds, devicesLater, surplus };
  }

  #idle(forwarders: readonly ForwarderHealth[]): readonly string[] {
    const served = new Set([
      ...forwarders.flatMap(({ name }) => [name, laterConsumer(name)]),
      ...this.#sources.otherConsumers,
    ]);
    return [...this.#sources.client.consumers().keys()].filter((name) => !served.has(name));
  }
}

function forwarderMetrics(
  health: readonly ForwarderHealth[],
  standings: readonly ForwarderStanding[],
): readonly Metric[] {
  const each = (value: (one: ForwarderHealth) => number): readonly MetricValue[] =>
    health.map((one) => ({ attributes: { forwarder: one.name }, value: value(one) }));
  const counts = standings.flatMap(({ name, counters }) =>
    Object.entries(counters).map(([what, value]) => ({
      ...{ attributes: { forwarder: name, what }, value },
    })),
  );
  const prefix = "dosekit.forwarder";
  return [
    {
      ...{ kind: "gauge", name: `${prefix}.running`, unit: "1" },
      ...{
        description: "1 while the forwarder runs.",
        values: each(({ state }) => +(state === "running")),
      },
    },
    {
      ...{ kind: "counter", name: `${prefix}.failures`, unit: "{failure}" },
      description: "How often the forwarder ended although nobody had asked it to.",
      values: each(({ failures }) => failures),
    },
    {
      ...{ kind: "gauge", name: `${prefix}.behind`, unit: "{row}" },
      ...{
        description: "Rows that the forwarder has not handled.",
        values: each(({ behind }) => behind),
      },
    },
    {
      ...{ kind: "gauge", name: `${prefix}.stalled`, unit: "s" },
      description: "For how long the forwarder has handled none of its rows.",
      values: each(({ stalledSeconds }) => stalledSeconds),
    },
    {
      ...{ kind: "gauge", name: `${prefix}.count`, unit: "1" },
      ...{ description: "What the forwarder counted since its start.", values: counts },
    },
  ];
}
