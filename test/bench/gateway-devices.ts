import { deviceIdOf } from "./gateway-traffic.ts";
import { RawDevice } from "./raw-device.ts";

/*
 * All devices of a measurement in one process: connects them, then sends at a steady rate, each
 * device in its turn. Started by `gateway-runs.ts`.
 */

/** What the process is told when it starts. */
export interface DevicesAsked {
  readonly url: string;
  readonly devices: number;
}

/** How it is told to send. */
export interface SendingAsked {
  readonly eventsPerSecond: number;
  readonly seconds: number;
  /** Whether it is to wait until everything is acknowledged. */
  readonly awaitsAcks: boolean;
}

/** What became of it. */
export interface SendingDone {
  readonly sent: number;
  readonly acked: number;
  /** Records a second that were really sent. */
  readonly rate: number;
}

const CONNECT_AT_ONCE = 100;
const TICK_MS = 4;
const ACKS_MS_MAX = 30_000;

const { url, devices: count } = JSON.parse(process.argv[2] ?? "{}") as DevicesAsked;
const devices: RawDevice[] = [];
for (let at = 0; at < count; at += CONNECT_AT_ONCE) {
  const size = Math.min(CONNECT_AT_ONCE, count - at);
  const batch = Array.from({ length: size }, (_, more) => deviceIdOf(at + more));
  devices.push(...(await Promise.all(batch.map((id) => RawDevice.connect(new URL(url), id)))));
}
let turn = 0;

async function send({ eventsPerSecond, seconds, awaitsAcks }: SendingAsked): Promise<SendingDone> {
  const before = sentByAll();
  const startMs = performance.now();
  const total = eventsPerSecond * seconds;
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, ((performance.now() - startMs) / 1_000) * eventsPerSecond);
    for (; sent < due; sent += 1) {
      devices[turn % devices.length]?.send();
      turn += 1;
    }
    await pause(TICK_MS);
  }
  const elapsedMs = performance.now() - startMs;
  const endMs = performance.now() + ACKS_MS_MAX;
  while (awaitsAcks && ackedByAll() < sentByAll() && performance.now() < endMs) await pause(20);
  const rate = ((sentByAll() - before) * 1_000) / elapsedMs;
  return { sent: sentByAll(), acked: ackedByAll(), rate };
}

function sentByAll(): number {
  return devices.reduce((sum, device) => sum + device.sent, 0);
}

function ackedByAll(): number {
  return devices.reduce((sum, device) => sum + device.acked, 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

process.on("message", (asked: SendingAsked) => {
  send(asked).then(
    (done) => process.send?.(done),
    () => process.exit(1),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.({ connected: devices.length });
