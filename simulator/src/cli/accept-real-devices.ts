import type { KitVerdict } from "../acceptance/outside/kit-finding.ts";
import { type RealDevice, type RealGateway, runKit } from "../acceptance/outside/run-kit.ts";
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
  readonly gateway?: string;
  readonly gatewayIcs?: string;
}

/** Reads which real gateway is tried, if any. */
export function realGatewayOf(options: RealDeviceOptions): RealGateway | undefined {
  const { gateway, gatewayIcs } = options;
  if (gateway === undefined) return undefined;
  return { adapter: gateway, ...(gatewayIcs === undefined ? {} : { ics: gatewayIcs }) };
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

/** What is tried outside of the program. */
export interface Tried {
  readonly devices: readonly RealDevice[];
  readonly gateway: RealGateway | undefined;
}

/** Tries what is real, and has the criteria that rest on it decided by what was found there. */
export async function withRealDevices(
  parts: AcceptanceParts,
  { devices, gateway }: Tried,
  around: { readonly io: CommandIo; readonly seed: string },
): Promise<AcceptanceParts> {
  if (devices.length === 0 && gateway === undefined) return parts;
  const verdicts = new Map<string, readonly KitVerdict[]>();
  for (const device of devices) {
    verdicts.set(device.product, await runKit(device, around, [SIM_ADAPTER]));
  }
  const there = gateway && (await runKit(gateway, around, [SIM_ADAPTER]));
  return { ...parts, criteria: criteriaPart(verdicts, there) };
}

function notOfTheFile(found: string, products: readonly string[]): UserError {
  return new UserError({
    code: "accept.device",
    ...{ field: "--dut", found },
    allowed: `product=adapter, once for each product of the file: ${products.join(", ")}`,
    message: "An option has a value that it can't have.",
  });
}
