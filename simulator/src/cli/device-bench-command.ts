import { PROFILES, profileOf } from "@dosekit/firmware-model";
import { BenchDevice } from "../conformance/bench-device.ts";
import { BenchServer } from "../conformance/bench-server.ts";
import { SIM_PRODUCT } from "../conformance/sim-device-patch.ts";
import { EXIT } from "../results/error-document.ts";
import type { CommandIo } from "./command-io.ts";
import type { DeviceOptions } from "./device-command.ts";
import { openHost } from "./device-host.ts";
import { UserError } from "./user-error.ts";

/** Options that say how a device begins: on a bench its fixture says so, case by case. */
const OF_THE_FIXTURE = [
  "script",
  "store",
  "keys",
  "testState",
  "plan",
  "start",
  "address",
] as const;

/**
 * Has a device on a serial line be prepared and handled by a fixture, until it is interrupted.
 *
 * @returns exit code: 130 when interrupted, which is how it ends
 * @throws {@link UserError} `usage.bad-value`, exit 2; of line or port, exit 3
 */
export async function runBench(
  options: DeviceOptions & { readonly fixture: number },
  io: CommandIo,
): Promise<number> {
  const product = checkBench(options);
  const { host, close } = await openHost(options, io.cwd);
  if (host.kind !== "serial") throw new RangeError("a bench has a line");
  const device = new BenchDevice(product, host.port);
  const hands = (action: string, value: unknown) => device.ask(action, value);
  try {
    const server = await BenchServer.listen(options.fixture, hands);
    const place = `127.0.0.1:${server.port}`;
    if (options.json === true) {
      const { where } = host;
      const document = { v: 1, command: "device", product, line: where, fixture: place };
      io.out(`${JSON.stringify(document)}\n`);
    } else {
      io.err(`${product} on ${host.where} · fixture tcp:${place} · ends by an interrupt\n`);
    }
    await interruption(io.signal);
    await server.close();
    return EXIT.interrupted;
  } finally {
    await device.stop();
    await close();
  }
}

function checkBench(options: DeviceOptions): string {
  const { pty, port, tcp, product = SIM_PRODUCT, profile } = options;
  if ((pty ?? port ?? tcp) === undefined)
    throw unfit("--fixture", "--fixture", "with --pty, --port or --tcp");
  const named = OF_THE_FIXTURE.find((name) => (options[name] ?? false) !== false);
  const unused = named ?? (profile === undefined ? undefined : "profile");
  if (unused !== undefined) {
    const option = `--${unused.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw unfit(option, option, "what a fixture leaves to the command: --product and the line");
  }
  if (profileOf(product) === undefined) {
    const products = PROFILES.map((one) => one.product).join(", ");
    throw unfit("--product", product, products);
  }
  return product;
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function unfit(field: string, found: string, allowed: string): UserError {
  return new UserError({
    code: "usage.bad-value",
    ...{ field, found, allowed },
    message: "A device on a bench can't be started so.",
  });
}
