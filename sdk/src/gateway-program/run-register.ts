import { readFileSync } from "node:fs";
import { Command } from "commander";
import { readBoundedJson } from "../plan-import/bounded-json.ts";
import { PatientRegister } from "../register/patient-register.ts";
import type { Placement } from "../register/placement.ts";
import { readRegisterKey } from "../register/register-key.ts";
import { parsedOptions } from "./parsed-options.ts";
import { GATEWAY_EXIT, usageError } from "./program-error.ts";
import type { GatewayProgramIo } from "./program-io.ts";
import { readSettingsFile } from "./read-settings-file.ts";

type Act = "add" | "change" | "list" | "remove";

interface RegisterFlags {
  readonly config: string;
  readonly placement?: string;
  readonly id?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  A device with a person, as JSON from a program, so that no file of it lies about:
    $ placements-of-the-municipality | dosekit-gateway register add --config gateway.yaml --placement -
  Which device stands where; persons and addresses are not shown:
    $ dosekit-gateway register list --config gateway.yaml
  An end, a holiday municipality, another contact: the whole placement under its id:
    $ dosekit-gateway register change --config gateway.yaml --placement placement.json

Exit codes: 0 done, 2 wrong usage or input, 3 the register can't be used.
`;

const BOUNDS = { bytesMax: 256 * 1_024, depthMax: 16 };

/**
 * Runs `dosekit-gateway register`: which device stands with whom. What is printed names no person and
 * no address.
 *
 * @returns the exit code
 * @throws ProgramError when something is wrong or lacking
 */
export async function runRegister(argv: readonly string[], io: GatewayProgramIo): Promise<number> {
  const [act = "", ...rest] = argv;
  if (!isAct(act)) {
    if (["--help", "-h"].includes(act)) {
      await io.stdout(commandOf("list", io).helpInformation() + EXAMPLES);
      return GATEWAY_EXIT.done;
    }
    const [found, allowed] = [act === "" ? "nothing" : act, "add, change, list, remove"];
    const message = `register: found ${found}, allowed ${allowed}`;
    throw usageError("gateway.usage", message, { found, allowed });
  }
  const flags = parsedOptions<RegisterFlags>(commandOf(act, io), rest);
  if (flags === undefined) return GATEWAY_EXIT.done;
  const register = openedFor(flags.config, io);
  if (act === "list") return await list(register, flags.json, io);
  const id = act === "remove" ? required("id", flags.id) : keep(register, act, flags);
  if (act === "remove") register.remove(id);
  const result = { v: 1, command: "register", act, id, placements: register.size };
  await io.stdout(flags.json ? `${JSON.stringify(result)}\n` : `${act}: ${id}\n`);
  return GATEWAY_EXIT.done;
}

async function list(
  register: PatientRegister,
  json: boolean,
  io: GatewayProgramIo,
): Promise<number> {
  const placements = register.placements().map(shown);
  if (json) {
    await io.stdout(`${JSON.stringify({ v: 1, command: "register", placements })}\n`);
    return GATEWAY_EXIT.done;
  }
  for (const { id, device, from, until, municipalities, receivers, contacts } of placements) {
    const places = `${municipalities.join(" ")}  told: ${receivers.join(" ") || "nobody"}`;
    await io.stdout(`${id}  ${device}  ${from} to ${until}  ${places}  ${contacts} contacts\n`);
  }
  return GATEWAY_EXIT.done;
}

/** Everything of a placement that is nobody's secret. */
function shown({ id, deviceId, fromMs, untilMs, municipalities, contacts = [] }: Placement) {
  return {
    ...{ id, device: deviceId, from: new Date(fromMs).toISOString() },
    until: untilMs === undefined ? "open" : new Date(untilMs).toISOString(),
    municipalities: [...new Set(municipalities.map(({ municipality }) => municipality))],
    receivers: [...new Set(municipalities.flatMap(({ receivers }) => receivers))],
    contacts: contacts.length,
  };
}

function keep(register: PatientRegister, act: "add" | "change", flags: RegisterFlags): string {
  const file = required("placement", flags.placement);
  const placement = placementIn(file);
  const result = act === "add" ? register.add(placement) : register.change(placement);
  if (result.ok) return placement.id;
  const { code, field, allowed } = result.problem;
  const message = `${file}: ${field}: ${code}, allowed ${allowed}`;
  throw usageError(`register.${code}`, message, { file, field, allowed });
}

/** The form is the register's to check; here it only has to be an object with what it will look at. */
function placementIn(file: string): Placement {
  const read = readBoundedJson(bytesOf(file), BOUNDS);
  const value = read.ok ? (read.value as Partial<Placement> | null) : undefined;
  const isObject = typeof value === "object" && value !== null;
  const parts = isObject ? [value.device, value.patient, value.municipalities] : [undefined];
  if (parts.every((part) => typeof part === "object" && part !== null)) return value as Placement;
  const allowed = "a placement: id, deviceId, device, patient, fromMs, municipalities";
  throw usageError("register.wrong-value", `${file}: allowed ${allowed}`, { file, allowed });
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageError("config.unreadable", `${file} can't be read: ${reason}`, { file });
  }
}

function openedFor(config: string, io: GatewayProgramIo): PatientRegister {
  const { register } = readSettingsFile(config);
  if (register === undefined) {
    const message = `${config}: register: found nothing, allowed file and key`;
    throw usageError("config.field", message, { file: config, field: "register" });
  }
  const { file, env: variable = "" } = register.key;
  const source = file === undefined ? { variable, environment: io.env } : { file };
  return new PatientRegister({ path: register.file, key: readRegisterKey(source) });
}

function required(field: "id" | "placement", value: string | undefined): string {
  if (value !== undefined) return value;
  throw usageError("gateway.missing-option", `--${field} is required`, { field, found: "nothing" });
}

function isAct(text: string): text is Act {
  return ["add", "change", "list", "remove"].includes(text);
}

function commandOf(act: Act, io: GatewayProgramIo): Command {
  return new Command(`dosekit-gateway register ${act}`)
    .description("Shows and changes which device stands with whom; add, change, list, remove.")
    .requiredOption("--config <file>", "settings of the gateway, in YAML")
    .option("--placement <file>", "a placement as JSON; - for what comes in by stdin")
    .option("--id <id>", "id of the placement to remove")
    .option("--json", "one JSON document", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.stdout(text), writeErr: () => {} });
}
