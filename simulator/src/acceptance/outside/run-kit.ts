import { type AdapterKind, conformMain } from "@dosekit/conformance";
import type { CommandIo } from "../../cli/command-io.ts";
import { UserError } from "../../cli/user-error.ts";
import { KIT_SELECTION } from "./kit-cases.ts";
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

/** Exit codes with which the kit has a verdict of every case: none failed, some failed, some open. */
const DECIDED: readonly number[] = [0, 1, 4];

/**
 * Runs the cases of the conformance kit that criteria rest on, against a device on its wire.
 *
 * @param adapters ways to devices beside the kit's own
 * @throws {@link UserError} `accept.device` when the kit can't begin or the device can't be reached
 */
export async function runKit(
  device: RealDevice,
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

function argumentsFor({ adapter, ics, fixture }: RealDevice, seed: string): readonly string[] {
  return [
    ...["run", "--dut", adapter, "--json", "--seed", seed],
    ...(ics === undefined ? [] : ["--ics", ics]),
    ...(fixture === undefined ? [] : ["--fixture", fixture]),
    ...KIT_SELECTION.flatMap((id) => ["--select", id]),
  ];
}

function unreachable({ adapter }: RealDevice, { error = {} }: KitDocument): UserError {
  const said = [error["message"], error["field"], error["found"]].filter(
    (part) => typeof part === "string",
  );
  return new UserError({
    code: "accept.device",
    field: "--dut",
    found: `${adapter}${said.length === 0 ? "" : `: ${said.join(" ")}`}`,
    allowed: "a device that the conformance kit reaches, with its statement",
    message: "The real device could not be tried.",
  });
}
