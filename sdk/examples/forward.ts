/**
 * Forwards what dispensers record to a patient record (VKP, FHIR R4) and a response centre (SCAIP):
 *
 *     BROKER=… RECORD=https://… RECORD_CA=ca.pem CENTRE=host:port node forward.js
 */
import { readFileSync } from "node:fs";
import * as sdk from "@dosekit/sdk";
import { CentreForwarder, ForwarderSupervisor, RecordReceiver } from "@dosekit/sdk/forwarding";
import { DeadLetters, FhirEndpoint } from "@dosekit/sdk/record";
import { PatientRegister, readRegisterKey } from "@dosekit/sdk/register";
import { ResponseCentre, randomToken, StreamSipTransport } from "@dosekit/sdk/response-centre";

const { BROKER = "", RECORD = "", RECORD_CA = "", CENTRE = "" } = process.env;
const [host = "", port = "5060"] = CENTRE.split(":");
const [timers, nowMs] = [new sdk.RealGatewayTimers(), Date.now];
const transport = new sdk.MqttGatewayTransport({ url: BROKER, tenant: "demo", timers });
const store = new sdk.LevelInboxStore("./inbox");
const client = new sdk.GatewayClient({ transport, store, timers, nowMs });

// Who stands with which device: encrypted, and the only place that knows.
const key = readRegisterKey({ environment: process.env, variable: "REGISTER_KEY" });
const record = new RecordReceiver({
  ...{ source: client, register: new PatientRegister({ path: "./register", key }), nowMs },
  endpoint: new FhirEndpoint({ url: RECORD, authority: readFileSync(RECORD_CA, "utf8"), nowMs }),
  letters: new DeadLetters("./letters"),
  vkp: {
    ...{ receiverName: "epj", receiver: { herId: "1000002", name: "The municipality" } },
    sender: { herId: "1000001", name: "The vendor" },
    source: { name: "gateway", endpoint: "https://gateway.example" },
    destination: RECORD,
  },
});
const makeCentre = () =>
  new ResponseCentre({
    ...{ timers, nowMs, randomToken, table: new sdk.LevelTable("./deliveries") },
    addressOf: (deviceId) => ({ cid: "47110815", did: deviceId }),
    // Whoever takes charge of an alert there is told to the device.
    sendCommand: (deviceId, command) => client.sendCommand(deviceId, command),
    centres: [
      {
        name: "north",
        receivers: [
          {
            ...{ name: "north-a", cid: "47110815" },
            transport: new StreamSipTransport({ host, port: Number(port) }),
            identity: { fromUri: "sip:gateway@example.org", toUri: "sip:alarm@example.org" },
          },
        ],
      },
    ],
  });
await client.start();
const forwarders = [record, new CentreForwarder(client, makeCentre)];
// Each reads the inbox at a pace of its own; no row goes before all have handled it.
for (const { name } of forwarders) client.registerConsumer(name);
const supervisor = new ForwarderSupervisor({ forwarders, nowMs });
supervisor.start();
console.log("forwarding");
process.once("SIGTERM", () => supervisor.stop(10_000).then(() => client.stop()));
