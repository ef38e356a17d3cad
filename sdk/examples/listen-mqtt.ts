/**
 * Prints what every dispenser at a broker records, each record once, over restarts of this program:
 *
 *     node listen-mqtt.js mqtt://127.0.0.1:1883 demo ./inbox
 */
import {
  GatewayClient,
  LevelInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";

const [url = "mqtt://127.0.0.1:1883", tenant = "demo", folder = "./inbox"] = process.argv.slice(2);
const timers = new RealGatewayTimers();
const client = new GatewayClient({
  transport: new MqttGatewayTransport({
    url,
    tenant,
    timers,
    onFault: ({ code, message, remedy }) => console.error(code, message, remedy),
  }),
  store: new LevelInboxStore(folder),
  timers,
  nowMs: Date.now,
});
await client.start();
process.once("SIGTERM", () => client.stop());
process.once("SIGINT", () => client.stop());

// A row counts as read when the next one is asked for: after a crash the row in hand comes again.
for await (const row of client.events("listen")) {
  if (row.kind !== "record") {
    console.log(`${row.deviceId}: ${row.kind} from record ${row.seq} on`);
    continue;
  }
  const { kind, doseId, outcome, evidence, alert, civilMs } = row.event;
  const when = civilMs === undefined ? "without a clock" : new Date(civilMs).toISOString();
  // What a dose rests on is said with it: "retrieved" is not "swallowed".
  const about = [doseId, outcome, evidence, alert].filter((part) => part !== undefined);
  console.log(`${row.deviceId} #${row.seq} ${when} ${kind} ${about.join(" ")}`.trimEnd());
}
