/**
 * A vendor's own device program on the device runtime; each line on standard input opens its lid:
 *
 *     node vendor-device.js mqtt://127.0.0.1:1883 demo box-1
 */
import { createInterface } from "node:readline";
import { type DeviceLogic, type EventKind, instant, type StepResult } from "@dosekit/protocols";
import * as device from "@dosekit/sdk/device";

type Box = { readonly epoch: number; readonly nextSeq: number };

/** Writes one record; what follows `journal.commit` happens only once it is durable. */
function write(box: Box, kind: EventKind, now: Parameters<DeviceLogic<Box>["step"]>[2]) {
  const { bootId, uptimeMs, civilMs, clock } = now;
  const civil = civilMs === undefined ? {} : { civilMs: instant(civilMs) };
  const record = { epoch: box.epoch, seq: box.nextSeq, kind, bootId, uptimeMs, clock, ...civil };
  const light = { type: "signal.show", light: "blink", sound: 0 } as const;
  const after: Box = { ...box, nextSeq: box.nextSeq + 1 };
  return [after, [{ type: "journal.commit", records: [record] }, light]] as StepResult<Box>;
}

/** Pure functions: no clock, no randomness, no storage; the runtime has all that. */
const logic: DeviceLogic<Box> = {
  boot: (checkpoint, { freshEpoch, forgotten }, now) => {
    const kept = (checkpoint as Box | undefined) ?? { epoch: freshEpoch, nextSeq: 1 };
    const nextSeq = forgotten === undefined ? kept.nextSeq : forgotten.throughSeq + 1;
    return write({ ...kept, nextSeq }, "device.booted", now);
  },
  step: (box, input, now) => {
    if (input.type === "lid.opened") return write(box, "lid.opened", now);
    if (input.type === "journal.failed") return [{ ...box, nextSeq: input.lastSeq + 1 }, []];
    if (input.type !== "command.received") return [box, []];
    const [{ commandId }, refusal] = [input.command, "unsupported" as const];
    return [box, [{ type: "reply.send", reply: { commandId, result: "refused", refusal } }]];
  },
  checkpoint: (box) => box,
  timers: () => [],
};

const [url = "", tenant = "demo", deviceId = "box-1"] = process.argv.slice(2);
const runner = new device.DeviceRunner({
  ...{ deviceId, identity: { product: "my-box", firmware: "2.1.0", serial: "SN-1" }, logic },
  clock: new device.SystemClock(),
  store: new device.FileStore(process.env["STORE"] ?? "./box/journal"),
  actuators: { start: (effect) => console.log(effect.type) },
  transport: new device.MqttDeviceTransport({ url, tenant, deviceId }),
  retryTimer: new device.SystemRetryTimer(),
  entropy: new device.SystemEntropy(),
  spoolEventsMax: 1_000,
});
runner.powerOn("power-restored");
const presses = createInterface({ input: process.stdin });
presses.on("line", () => runner.input({ type: "lid.opened", withKey: true }));
presses.on("close", () => runner.stop());
