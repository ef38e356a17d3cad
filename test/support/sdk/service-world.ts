import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PatientRegister, readRegisterKey } from "@dosekit/sdk/register";
import { FhirServer } from "../fhir-server.ts";
import { freePort } from "../mosquitto.ts";
import { placementOf } from "../synthetic-people.ts";
import { MailSink } from "./mail-sink.ts";
import { type Reaction, ScriptedCentre } from "./response-centre/scripted-centre.ts";
import { listenOnStream, type SocketReceiver } from "./response-centre/socket-receiver.ts";

/** What health answers. */
export interface HealthAnswer {
  readonly status: number;
  readonly body: string;
}

/** Receivers of every kind, a register and a settings file for a gateway that serves them all. */
export class ServiceWorld {
  readonly folder = mkdtempSync(join(tmpdir(), "dosekit-service-"));
  readonly fhir: FhirServer;
  readonly centre: ScriptedCentre;
  readonly mail: MailSink;
  readonly #sip: SocketReceiver;
  readonly #deaf: Server;
  readonly #deafSockets = new Set<Socket>();
  readonly #healthPort: number;
  /** What the response centre does with the next requests. */
  reaction: Reaction = "accept";

  private constructor(parts: {
    readonly fhir: FhirServer;
    readonly centre: ScriptedCentre;
    readonly mail: MailSink;
    readonly sip: SocketReceiver;
    readonly healthPort: number;
  }) {
    this.fhir = parts.fhir;
    this.centre = parts.centre;
    this.mail = parts.mail;
    this.#sip = parts.sip;
    this.#healthPort = parts.healthPort;
    this.#deaf = createServer((socket) => {
      this.#deafSockets.add(socket);
      socket.on("error", () => undefined).resume();
    });
  }

  /** Starts every receiver; one of them takes connections and never says a word. */
  static async start(): Promise<ServiceWorld> {
    let react: () => Reaction = () => "accept";
    const centre = new ScriptedCentre(() => react());
    const world = new ServiceWorld({
      fhir: await FhirServer.start(),
      centre,
      mail: await MailSink.start(),
      sip: await listenOnStream(centre),
      healthPort: await freePort(),
    });
    react = () => world.reaction;
    await new Promise<void>((resolve) => world.#deaf.listen(0, "127.0.0.1", resolve));
    return world;
  }

  /** Writes register and settings; gives the settings file. */
  configure(broker: string, devices: readonly string[], more: object = {}): string {
    const key = join(this.folder, "register.key");
    writeFileSync(key, randomBytes(32).toString("hex"), { mode: 0o600 });
    const register = new PatientRegister({
      ...{ path: join(this.folder, "register"), key: readRegisterKey({ file: key }) },
    });
    for (const [at, deviceId] of devices.entries()) {
      const address = `kin-of-${at}@example.org`;
      const placed = register.add(
        placementOf({
          ...{ id: `placement-${deviceId}`, deviceId },
          municipalities: [
            { municipality: "0301", kind: "home", fromMs: 0, receivers: ["epj", "deaf"] },
          ],
          contacts: [{ recipient: "next-of-kin", channel: "mail", address }],
        }),
      );
      if (!placed.ok) throw new Error(`${placed.problem.field}: ${placed.problem.allowed}`);
    }
    writeFileSync(join(this.folder, "fhir.pem"), this.fhir.authority);
    const file = join(this.folder, "gateway.yaml");
    // JSON is YAML too.
    writeFileSync(file, JSON.stringify({ ...this.#settings(broker, key), ...more }));
    return file;
  }

  /** Asks the gateway how it fares; status 0 while nobody answers. */
  async ask(path: "/health" | "/ready" | "/metrics"): Promise<HealthAnswer> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.#healthPort}${path}`);
      return { status: answer.status, body: await answer.text() };
    } catch {
      return { status: 0, body: "" };
    }
  }

  /** Ends every receiver and removes what was written. */
  async stop(): Promise<void> {
    for (const socket of this.#deafSockets) socket.destroy();
    await new Promise((resolve) => this.#deaf.close(resolve));
    await this.fhir.stop();
    await this.mail.stop();
    await this.#sip.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #settings(broker: string, key: string): object {
    const receiver = { herId: "1000002", name: "Kommunen" };
    const tls = { ca: join(this.folder, "fhir.pem") };
    const quick = { retryFirstSeconds: 0.05, retryLongestSeconds: 0.2 };
    const deafPort = (this.#deaf.address() as AddressInfo).port;
    return {
      ...{ broker, tenant: "t1", inbox: join(this.folder, "inbox") },
      ...{ state: join(this.folder, "state"), stopSeconds: 10 },
      health: { port: this.#healthPort },
      register: { file: join(this.folder, "register"), key: { file: key } },
      organisation: { herId: "1000001", name: "Leverandøren", endpoint: "https://gw.example" },
      records: [
        { name: "epj", url: this.fhir.url, receiver, tls, timeoutSeconds: 2, ...quick },
        { name: "deaf", url: `https://127.0.0.1:${deafPort}/fhir`, receiver, timeoutSeconds: 300 },
      ],
      centres: [
        {
          ...{ name: "north", cid: "47110815", ...quick },
          receivers: [
            {
              ...{ name: "north-a", transport: "tcp", host: "127.0.0.1", port: this.#sip.port },
              ...{ from: "sip:gateway@example.org", to: "sip:alarm@example.org" },
              ...{ pingSeconds: 0, answerSeconds: 0.3, roundTripMilliseconds: 50 },
            },
          ],
        },
      ],
      notices: {
        smtp: { host: "127.0.0.1", port: this.mail.port, plain: true, from: "varsel@example.org" },
      },
      routes: [{ id: "kin", rungs: [{ recipient: "next-of-kin", afterMin: 0 }], repeatMin: 60 }],
    };
  }
}
