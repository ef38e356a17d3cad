/**
 * Finds the dispensers on serial ports, then prints what they record and how they fare:
 *
 *     node listen-serial.js /dev/ttyUSB0 /dev/ttyUSB1
 */
import {
  discoverLines,
  GatewayClient,
  LevelInboxStore,
  RealGatewayTimers,
  SerialBytePort,
  SerialGatewayTransport,
  type SerialLineOptions,
  serialCandidate,
} from "@dosekit/sdk";

const paths = process.argv.slice(2);
const found = await discoverLines({
  candidates: paths.map((path) => serialCandidate(path, [115_200, 9_600])),
  addresses: [1, 2, 3, 4, 5, 6, 7, 8],
});
const lines: SerialLineOptions[] = [];
for (const line of found) {
  console.log(`${line.port}: ${line.kind}`);
  if (line.kind !== "device" && line.kind !== "shared") continue;
  const { port: path, baud } = line;
  const port = new SerialBytePort(baud === undefined ? { path } : { path, baud });
  if (line.kind === "device") lines.push({ port });
  else lines.push({ port, addresses: line.devices.map(({ address }) => address) });
}
if (lines.length === 0) process.exit(1);

const timers = new RealGatewayTimers();
const client = new GatewayClient({
  transport: new SerialGatewayTransport({
    lines,
    onFault: ({ code, message, remedy }) => console.error(code, message, remedy),
  }),
  store: new LevelInboxStore(process.env["INBOX"] ?? "./inbox"),
  timers,
  nowMs: Date.now,
});
await client.start();
process.once("SIGTERM", () => client.stop());
process.once("SIGINT", () => client.stop());

for await (const row of client.events("listen")) {
  if (row.kind !== "record") continue;
  const handle = client.handle(row.deviceId);
  const [stock, battery] = [handle.stock(), handle.battery()];
  // What nobody told is unknown, never a guess.
  const doses = stock.known ? `${stock.value.doses} doses` : "stock unknown";
  const charge = battery.known ? `battery ${battery.value / 10} %` : "battery unknown";
  console.log(`${row.deviceId} ${row.event.kind} (${doses}, ${charge})`);
}
