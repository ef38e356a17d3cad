import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RandomStream, streamOf } from "@dosekit/simulator";
import { GatewayProcess } from "../gateway-process.ts";
import { waitUntil } from "../wait-until.ts";
import { InboxAudit } from "./inbox-audit.ts";
import type { MortalBroker } from "./mortal-broker.ts";
import { RestlessDevice } from "./restless-device.ts";

const TENANT = "t1";
const CONSUMER = "dosekit-gateway";
const DEVICES = 6;
const BEAT_MS = 25;
/** A gateway waits some seconds for a broker that was away. */
const PROGRESS_MS_MAX = 60_000;

/** How a gateway is killed. */
export interface CrashPlan {
  readonly broker: () => Promise<MortalBroker>;
  readonly kills: number;
  readonly seed: string;
  /** Settings of the program beside broker, tenant and inbox, in YAML. */
  readonly settings?: string;
}

/** What came of it. */
export interface CrashReport {
  /** What is wrong, in words; empty when everything held. */
  readonly findings: readonly string[];
  readonly kills: number;
  readonly rows: number;
  /** Rows that went because their consumer was done with them. */
  readonly removed: number;
  /** How often devices were asked for records that were missing. */
  readonly requests: number;
  readonly reboots: number;
  readonly brokerDeaths: number;
}

/** Kills the program again and again while devices write, and looks at its inbox each time. */
export async function runCrashes(plan: CrashPlan): Promise<CrashReport> {
  const broker = await plan.broker();
  const world = new CrashWorld(plan, broker);
  try {
    return await world.run();
  } finally {
    await world.close();
    await broker.stop();
  }
}

class CrashWorld {
  readonly #plan: CrashPlan;
  readonly #broker: MortalBroker;
  readonly #draw: RandomStream;
  readonly #folder = mkdtempSync(join(tmpdir(), "dosekit-crash-"));
  readonly #devices: readonly RestlessDevice[];
  readonly #audit: InboxAudit;
  readonly #beats: NodeJS.Timeout;
  #gateway: GatewayProcess | undefined;
  #writing = true;
  #reboots = 0;
  #brokerDeaths = 0;

  constructor(plan: CrashPlan, broker: MortalBroker) {
    this.#plan = plan;
    this.#broker = broker;
    this.#draw = streamOf(plan.seed, "world", "crashes");
    this.#devices = Array.from({ length: DEVICES }, (_, at) => {
      const draw = streamOf(plan.seed, `box-${at}`, "way");
      return new RestlessDevice(`box-${at}`, { url: broker.url, tenant: TENANT, draw });
    });
    writeFileSync(join(this.#folder, "settings.yaml"), plan.settings ?? "{}");
    this.#audit = new InboxAudit(join(this.#folder, "inbox"), CONSUMER, this.#devices);
    this.#beats = setInterval(() => {
      for (const device of this.#devices) device.beat(this.#writing);
    }, BEAT_MS);
  }

  async run(): Promise<CrashReport> {
    let kills = 0;
    while (kills < this.#plan.kills && this.#audit.findings.length === 0) {
      await this.#live(kills);
      kills += 1;
    }
    if (this.#audit.findings.length === 0) await this.#settle();
    return {
      findings: this.#audit.findings,
      kills,
      rows: this.#audit.rowCount,
      removed: this.#audit.removedCount,
      requests: this.#devices.reduce((sum, { requests }) => sum + requests, 0),
      reboots: this.#reboots,
      brokerDeaths: this.#brokerDeaths,
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#beats);
    await this.#gateway?.end("SIGKILL");
    for (const device of this.#devices) await device.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** One life of the gateway, up to its violent end. */
  async #live(life: number): Promise<void> {
    const gateway = this.#start();
    const whileStarting = this.#draw.chance(0.15);
    if (!whileStarting) await this.#progress(gateway);
    const patient = life % 5 === 1;
    const restMs = this.#draw.integer(0, whileStarting ? 900 : 350) + (patient ? 1_500 : 0);
    if (life % 3 === 0) this.#rebootSome();
    const broken = !whileStarting && life % 5 === 3;
    if (broken) await this.#broker.kill();
    await pause(restMs);
    await this.#kill(gateway);
    if (!broken) return;
    await this.#broker.revive(this.#draw.chance(0.5));
    this.#brokerDeaths += 1;
  }

  /** Everything works again: what was written arrives, and the program ends in good order. */
  async #settle(): Promise<void> {
    this.#writing = false;
    const gateway = this.#start();
    const isAcknowledged = () =>
      this.#devices.every(({ ackedMax, written }) => ackedMax === written.length);
    await waitUntil("everything is acknowledged", isAcknowledged, PROGRESS_MS_MAX);
    const exitCode = await gateway.end("SIGTERM");
    this.#gateway = undefined;
    if (exitCode !== 0) throw new Error(`the program ended with ${exitCode}: ${gateway.stderr}`);
    await this.#audit.look(printedBy(gateway));
    if (!this.#audit.isComplete) throw new Error("acknowledged, and not in the inbox");
  }

  #start(): GatewayProcess {
    const inbox = join(this.#folder, "inbox");
    const place = ["--broker", this.#broker.url, "--tenant", TENANT, "--inbox", inbox];
    const settings = ["--config", join(this.#folder, "settings.yaml"), "--json"];
    this.#gateway = new GatewayProcess([...place, ...settings]);
    return this.#gateway;
  }

  /** Waits until some device hears that records are durable. */
  async #progress(gateway: GatewayProcess): Promise<void> {
    const acked = () => this.#devices.reduce((sum, { ackedMax }) => sum + ackedMax, 0);
    const before = acked();
    await waitUntil("something is acknowledged", () => acked() > before, PROGRESS_MS_MAX).catch(
      (cause) => {
        throw new Error(`${cause}\n${gateway.stderr}`);
      },
    );
  }

  async #kill(gateway: GatewayProcess): Promise<void> {
    const exitCode = await gateway.end("SIGKILL");
    this.#gateway = undefined;
    if (exitCode !== null) throw new Error(`it ended by itself: ${exitCode} ${gateway.stderr}`);
    await this.#audit.look(printedBy(gateway));
  }

  #rebootSome(): void {
    for (const device of this.#devices) {
      if (this.#draw.chance(0.5)) continue;
      device.reboot();
      this.#reboots += 1;
    }
  }
}

/** Positions of the rows that the program printed; a line that its death tore is not among them. */
function printedBy(gateway: GatewayProcess): readonly number[] {
  const lines = gateway.stdout.split("\n").slice(0, -1);
  return lines.flatMap((line) => {
    const { position } = JSON.parse(line);
    return typeof position === "number" ? [position] : [];
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
