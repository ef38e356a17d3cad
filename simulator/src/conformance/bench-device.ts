import type { Dut, DutAction, DutAnswer, DutTarget } from "@dosekit/conformance";
import { DEVICE_ID_PATTERN, DROP_ADDRESS_MAX } from "@dosekit/protocols";
import { type BytePort, SerialDeviceTransport } from "@dosekit/sdk/device";
import { z } from "zod";
import { oneAfterAnother } from "./one-after-another.ts";
import { simDevice } from "./sim-device.ts";

/** Features that a device on a bench can be started with: on a line it has no reason to sleep. */
const BENCH_NEEDS = ["doses", "test-clock", "sealing", "update", "storage"] as const;

const PREPARED = z.object({
  tenant: z.string().regex(DEVICE_ID_PATTERN),
  device: z.string().regex(DEVICE_ID_PATTERN),
  clock: z.enum(["set", "unset"]),
  needs: z.array(z.enum(BENCH_NEEDS)),
  secret: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  line: z
    .object({
      kind: z.enum(["two-ends", "shared"]),
      address: z.int().min(0).max(DROP_ADDRESS_MAX),
      absent: z.array(z.int()).default([]),
    })
    .optional(),
});

/**
 * The modelled device at the end of a real line, with a fixture's hands at it.
 *
 * `prepare` brings it to what it was when it left the factory, under a new name: another device, with
 * empty storage, on the same line. Its mechanism moves at once and never breaks, as under `sim:`; its
 * link and its waits are those of any device on a line.
 */
export class BenchDevice {
  readonly #product: string;
  readonly #nextPort: () => BytePort;
  #dut: Dut | undefined;

  /** @param port its end of the line */
  constructor(product: string, port: BytePort) {
    this.#product = product;
    this.#nextPort = oneAfterAnother(port);
  }

  /** Does what a fixture is asked for; what it can't do is answered with the reason. */
  async ask(action: string, value: unknown): Promise<DutAnswer> {
    if (action === "prepare") return this.#prepare(value);
    if (this.#dut === undefined) return { ok: false, reason: "no device was prepared" };
    return this.#dut.act(action as DutAction, value);
  }

  /** Takes its power away for good. */
  async stop(): Promise<void> {
    const dut = this.#dut;
    this.#dut = undefined;
    await dut?.stop();
  }

  async #prepare(value: unknown): Promise<DutAnswer> {
    const read = PREPARED.safeParse(value);
    if (!read.success) {
      const [issue] = read.error.issues;
      const reason = `${issue?.path.join(".") ?? "value"}: ${issue?.message ?? "unfit"}`;
      return { ok: false, reason };
    }
    await this.stop();
    const { tenant, device, clock, needs, secret, line } = read.data;
    const target: DutTarget = {
      // Its way over MQTT is never opened, and wants an address nevertheless.
      ...{ url: "mqtt://127.0.0.1:1", tenant, deviceId: device, clock, needs },
      ...(secret === undefined ? {} : { secret }),
      ...(line === undefined ? {} : { line }),
    };
    this.#dut = await this.#newDevice().start(target);
    return { ok: true };
  }

  #newDevice() {
    return simDevice({
      product: this.#product,
      transport: (_mqtt, { deviceId, line }) =>
        new SerialDeviceTransport({
          ...{ port: this.#nextPort(), deviceId },
          ...(line?.kind === "shared" ? { address: line.address } : {}),
        }),
    });
  }
}
