import { type AdapterKind, conformMain } from "@dosekit/conformance";
import type { CommandIo } from "../../cli/command-io.ts";
import { UserError } from "../../cli/user-error.ts";
import { GATEWAY_SELECTION, KIT_SELECTION } from "./kit-cases.ts";
import type { KitVerdict } from "./kit-finding.ts";

/** A real device, and how the kit reaches it. */
export interface RealDevice {
  /** Product of the file that it stands for. */
  readonly product: string;
  /** Address of an adapter of the kit: `serial:/dev/ttyUSB0`, `mqtt:1883` and so on. */
  readonly adapter: string;
  /** File that states what the device has and keeps. */
  readonly ics?: string;
  /** Hands at the device; people at the terminal when absent. */
  readonly fixture?: string;
}

/** A real gateway, and how the kit reaches it. */
export type RealGateway = Pick<RealDevice, "adapter" | "ics">;

/** Exit codes with which the kit has a verdict of every case: none failed, some failed, some open. */
const DECIDED: readonly number[] = [0, 1, 4];

/**
 * Runs the cases of the conformance kit that criteria rest on, against a device or gateway on its wire.
 *
 * @param adapters ways to devices beside the kit's own
 * @throws {@link UserError} `accept.device` when the kit can't begin or the device can't be reached
 */
export async function runKit(
  device: RealDevice | RealGateway,
  { io, seed }: { readonly io: CommandIo; readonly seed: string },
  adapters: readonly AdapterKind[] = [],
): Promise<readonly KitVerdict[]> {
  let document = "";
  const out = (text: string) => {
    document += text;
  };
  const { err, cwd, signal, question } = io;
  const asking = question === undefined ? {} : { question };
  const exitCode = await conformMain(
    argumentsFor(device, seed),
    { out, err, cwd, signal, ...asking },
    { name: "dosekit accept", adapters },
  );
  const read = JSON.parse(document) as KitDocument;
  if (!DECIDED.includes(exitCode) || read.cases === undefined) throw unreachable(device, read);
  return read.cases;
}

interface KitDocument {
  readonly cases?: readonly KitVerdict[];
  readonly error?: Readonly<Record<string, unknown>>;
}

function argumentsFor(tried: RealDevice | RealGateway, seed: string): readonly string[] {
  const { adapter, ics, fixture, product }: RealGateway & Partial<RealDevice> = tried;
  const isGateway = product === undefined;
  return [
    ...["run", "--dut", adapter, "--json", "--seed", seed],
    ...(isGateway ? ["--role", "gateway"] : []),
    ...(ics === undefined ? [] : ["--ics", ics]),
    ...(fixture === undefined ? [] : ["--fixture", fixture]),
    ...(isGateway ? GATEWAY_SELECTION : KIT_SELECTION).flatMap((id) => ["--select", id]),
  ];
}

function unreachable(tried: RealDevice | RealGateway, { error = {} }: KitDocument): UserError {
  const { adapter } = tried;
  const said = [error["message"], error["field"], error["found"]].filter(
    (part) => typeof part === "string",
  );
  return new UserError({
    code: "accept.device",
    field: "product" in tried ? "--dut" : "--gateway",
    found: `${adapter}${said.length === 0 ? "" : `: ${said.join(" ")}`}`,
    allowed: "what the conformance kit reaches, with its statement",
    message: "The real device or gateway could not be tried.",
  });
}
