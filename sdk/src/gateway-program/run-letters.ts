import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import { SILENT_LOG } from "../client/gateway-log.ts";
import { RealGatewayTimers } from "../client/gateway-timers.ts";
import { type DeadLetter, DeadLetters } from "../record/dead-letters.ts";
import type { FhirEndpoint } from "../record/fhir-endpoint.ts";
import { RecordForwarder } from "../record/record-forwarder.ts";
import { lettersFolder, recordOptions } from "./build-records.ts";
import { parsedOptions } from "./parsed-options.ts";
import { GATEWAY_EXIT, ProgramError, usageError } from "./program-error.ts";
import type { GatewayProgramIo } from "./program-io.ts";
import { readSettingsFile } from "./read-settings-file.ts";
import { openRegister } from "./register-view.ts";
import type { RecordSettings } from "./service-settings.ts";
import type { GatewaySettings, SettingsFile } from "./settings.ts";
import type { Environment } from "./settings-files.ts";

interface LetterFlags {
  readonly config: string;
  readonly receiver?: string;
  readonly letter?: readonly number[];
  readonly all: boolean;
  readonly json: boolean;
}

/** One receiver of the patient record with its letters. */
interface Pile {
  readonly record: RecordSettings;
  readonly at: number;
  readonly letters: DeadLetters;
}

type Act = "list" | "resend" | "remove";

const EXAMPLES = `
Examples:
  What no receiver of the patient record could be told:
    $ dosekit-gateway letters list --config gateway.yaml
  Two of them once more, after the register was set right; the gateway may run meanwhile:
    $ dosekit-gateway letters resend --config gateway.yaml --receiver epj --letter 17 --letter 23
  All that one receiver refused, for good:
    $ dosekit-gateway letters remove --config gateway.yaml --receiver epj --all

Exit codes: 0 done, 1 a letter could not be sent, 2 wrong usage or input, 3 files can't be used.
`;

const NOT_SENT = 1;
/** Between two letters: a receiver that is back is not to be flooded. */
const BETWEEN_MS = 20;

/**
 * Runs `dosekit-gateway letters`: what could not be told to a patient record is shown, sent once
 * more, or removed. Nothing that is printed tells of a person.
 *
 * @returns the exit code
 * @throws ProgramError when something is wrong or lacking
 */
export async function runLetters(argv: readonly string[], io: GatewayProgramIo): Promise<number> {
  const [act = "", ...rest] = argv;
  if (!isAct(act)) {
    if (["--help", "-h"].includes(act)) {
      await io.stdout(commandOf("list", io).helpInformation() + EXAMPLES);
      return GATEWAY_EXIT.done;
    }
    const allowed = "list, resend, remove";
    const message = `letters: found ${act === "" ? "nothing" : act}, allowed ${allowed}`;
    throw usageError("gateway.usage", message, { found: act === "" ? "nothing" : act, allowed });
  }
  const flags = parsedOptions<LetterFlags>(commandOf(act, io), rest);
  if (flags === undefined) return GATEWAY_EXIT.done;
  const settings = readSettingsFile(flags.config);
  const piles = pilesOf(settings, flags);
  if (act === "list") return await list(piles, flags.json, io);
  if (!flags.all && flags.letter === undefined) {
    const message = `letters ${act}: name letters by --letter, or take --all`;
    throw usageError("gateway.usage", message, { field: "letter", found: "nothing" });
  }
  if (act === "remove") return await remove(piles, flags, io);
  return await resend(piles, { settings, flags }, io);
}

async function list(piles: readonly Pile[], json: boolean, io: GatewayProgramIo): Promise<number> {
  const found = piles.map(({ record, letters }) => {
    const { letters: kept, damaged } = letters.list();
    return { receiver: record.name, letters: kept.map(described), damaged };
  });
  if (json) {
    await io.stdout(`${JSON.stringify({ v: 1, command: "letters", receivers: found })}\n`);
    return GATEWAY_EXIT.done;
  }
  for (const { receiver, letters, damaged } of found) {
    await io.stdout(`${receiver}: ${letters.length} letters, ${damaged.length} damaged\n`);
    for (const { letter, at, device, kind, code, attempts } of letters) {
      const line = [letter, at, device, kind, code, `${attempts} attempts`].join("  ");
      await io.stdout(`  ${line}\n`);
    }
  }
  return GATEWAY_EXIT.done;
}

async function remove(
  piles: readonly Pile[],
  flags: LetterFlags,
  io: GatewayProgramIo,
): Promise<number> {
  const results = piles.flatMap(({ record, letters }) =>
    chosen(letters, flags).map(({ position }) => {
      letters.remove(position);
      return { receiver: record.name, letter: position, result: "removed" };
    }),
  );
  await report(results, flags.json, io);
  return GATEWAY_EXIT.done;
}

async function resend(
  piles: readonly Pile[],
  { settings, flags }: { readonly settings: SettingsFile; readonly flags: LetterFlags },
  io: GatewayProgramIo,
): Promise<number> {
  const end = new AbortController();
  const endListening = io.onStop(() => end.abort());
  const results: { receiver: string; letter: number; result: string }[] = [];
  for (const pile of piles) {
    const options = optionsOf(pile, settings, io.env);
    const forwarder = new RecordForwarder(options);
    for (const { position: letter } of chosen(pile.letters, flags)) {
      if (end.signal.aborted) break;
      const outcome = await forwarder.resend(letter, end.signal);
      const result = typeof outcome === "string" ? outcome : outcome.kept;
      results.push({ receiver: pile.record.name, letter, result });
      await pause(BETWEEN_MS);
    }
    (options.endpoint as FhirEndpoint).close();
  }
  endListening();
  await report(results, flags.json, io);
  const isSent = ({ result }: { readonly result: string }) =>
    result === "delivered" || result === "nothing-to-tell";
  return results.every(isSent) ? GATEWAY_EXIT.done : NOT_SENT;
}

async function report(
  results: readonly object[],
  json: boolean,
  io: GatewayProgramIo,
): Promise<void> {
  if (json) await io.stdout(`${JSON.stringify({ v: 1, command: "letters", results })}\n`);
  else for (const one of results) await io.stdout(`${Object.values(one).join("  ")}\n`);
}

/** A letter holds the device's record; what it says of a dose stays in the file. */
function described({ position, code, attempts, atMs, row }: DeadLetter) {
  const kind = row.kind === "record" ? row.event.kind : `inbox.${row.kind}`;
  const at = new Date(atMs).toISOString();
  return { letter: position, at, device: row.deviceId, kind, code, attempts };
}

function chosen(letters: DeadLetters, { all, letter }: LetterFlags): readonly DeadLetter[] {
  const found = letters.list().letters;
  if (all) return found;
  const wanted = letter ?? [];
  const missing = wanted.find((one) => !found.some(({ position }) => position === one));
  if (missing === undefined) return found.filter(({ position }) => wanted.includes(position));
  const allowed = found.map(({ position }) => position).join(", ") || "none is there";
  const message = `--letter: found ${missing}, allowed ${allowed}`;
  throw usageError("letters.unknown", message, {
    ...{ field: "letter", found: String(missing), allowed },
  });
}

function pilesOf({ records = [], state }: SettingsFile, flags: LetterFlags): readonly Pile[] {
  const { receiver, config: file } = flags;
  const names = records.map(({ name }) => name).join(", ") || "none is set up";
  if (receiver === undefined && flags.letter !== undefined && records.length > 1) {
    const message = "Letters of several receivers have the same numbers: name one by --receiver.";
    throw usageError("gateway.usage", message, {
      field: "receiver",
      found: "nothing",
      allowed: names,
    });
  }
  const wanted = [...records.entries()].filter(([, { name }]) => (receiver ?? name) === name);
  if (wanted.length === 0) {
    const found = receiver ?? "nothing";
    const message = `--receiver: found ${found}, allowed ${names}`;
    throw usageError("gateway.usage", message, { file, field: "receiver", found, allowed: names });
  }
  return wanted.map(([at, record]) => {
    const folder = lettersFolder(state ?? "", record.name);
    try {
      return { record, at, letters: new DeadLetters(folder) };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `The letters ${folder} can't be used: ${reason}`;
      throw new ProgramError(GATEWAY_EXIT.environment, {
        code: "letters-io",
        found: folder,
        message,
      });
    }
  });
}

function optionsOf({ record, at }: Pile, file: SettingsFile, env: Environment) {
  const settings: GatewaySettings = { ...file, inbox: file.inbox ?? "", tenant: "", json: false };
  const register = openRegister(settings, env);
  return recordOptions(record, `records.${at}`, NO_ROWS, {
    ...{ settings, env, timers: new RealGatewayTimers(), nowMs: Date.now, log: SILENT_LOG },
    ...{ state: file.state ?? "", ...(register === undefined ? {} : { register }) },
  });
}

/** Letters need no inbox: the gateway may have it open. */
const NO_ROWS = {
  async *events(): AsyncGenerator<never, void, void> {},
};

function isAct(text: string): text is Act {
  return ["list", "resend", "remove"].includes(text);
}

function commandOf(act: Act, io: GatewayProgramIo): Command {
  const command = new Command(`dosekit-gateway letters ${act}`)
    .description("Shows, sends once more, or removes what a patient record could not be told.")
    .requiredOption("--config <file>", "settings of the gateway, in YAML")
    .option("--receiver <name>", "one receiver of the patient record; all by default")
    .option("--json", "one JSON document", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.stdout(text), writeErr: () => {} });
  if (act === "list") return command;
  return command
    .option("--letter <n>", "number of a letter, more than once", position)
    .option("--all", "every letter", false);
}

function position(text: string, before: readonly number[] = []): readonly number[] {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return [...before, value];
  const message = `--letter: found ${text}, allowed a number above 0`;
  throw usageError("gateway.usage", message, {
    ...{ field: "letter", found: text, allowed: "a number above 0" },
  });
}
