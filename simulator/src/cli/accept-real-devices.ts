import type { KitVerdict } from "../acceptance/outside/kit-finding.ts";
import { type RealDevice, runKit } from "../acceptance/outside/run-kit.ts";
import type { AcceptanceParts } from "../acceptance/run/acceptance-parts.ts";
import { criteriaPart } from "../acceptance/run/wired-parts.ts";
import type { ServiceFile } from "../acceptance/service-schema.ts";
import { SIM_ADAPTER } from "../conformance/sim-adapter.ts";
import type { CommandIo } from "./command-io.ts";
import { UserError } from "./user-error.ts";

/** What was said of real devices on the command line. */
export interface RealDeviceOptions {
  readonly dut?: readonly string[];
  readonly ics?: string;
  readonly fixture?: string;
}

/**
 * Reads which real devices stand for which products of the file.
 *
 * @throws {@link UserError} `accept.device` for a product that the file does not have, or twice
 */
export function realDevicesOf(
  { dut = [], ics, fixture }: RealDeviceOptions,
  { stories }: ServiceFile,
): readonly RealDevice[] {
  const products = [...new Set(stories.map(({ product }) => product))];
  const devices = dut.map((text): RealDevice => {
    const [product = "", ...rest] = text.split("=");
    const adapter = rest.join("=");
    if (adapter === "" || !products.includes(product)) throw notOfTheFile(text, products);
    return {
      ...{ product, adapter },
      ...(ics === undefined ? {} : { ics }),
      ...(fixture === undefined ? {} : { fixture }),
    };
  });
  const twice = devices.find(({ product }, at) =>
    devices.some((one, other) => other < at && one.product === product),
  );
  if (twice !== undefined) throw notOfTheFile(`${twice.product} twice`, products);
  return devices;
}

/** Tries the real devices, and has the criteria of their products decided by what was found there. */
export async function withRealDevices(
  parts: AcceptanceParts,
  devices: readonly RealDevice[],
  around: { readonly io: CommandIo; readonly seed: string },
): Promise<AcceptanceParts> {
  if (devices.length === 0) return parts;
  const verdicts = new Map<string, readonly KitVerdict[]>();
  for (const device of devices) {
    verdicts.set(device.product, await runKit(device, around, [SIM_ADAPTER]));
  }
  return { ...parts, criteria: criteriaPart(verdicts) };
}

function notOfTheFile(found: string, products: readonly string[]): UserError {
  return new UserError({
    code: "accept.device",
    ...{ field: "--dut", found },
    allowed: `product=adapter, once for each product of the file: ${products.join(", ")}`,
    message: "An option has a value that it can't have.",
  });
}
