import { randomInt } from "node:crypto";
import { checkAddresses, type DropTiming } from "@dosekit/protocols";
import { NODE_TIME } from "../../device/host-time.ts";
import type { LinkTime } from "../byte-port.ts";
import type { DiscoveredDrop, DiscoveredLine, LineCandidate } from "./discovered-line.ts";
import { HeldPort } from "./held-port.ts";
import { dropLimitMs, type ProbeOutcome, pointLimitMs, probeLine } from "./probe-line.ts";

/** What is searched, and how long. */
export interface DiscoverySettings {
  readonly candidates: readonly LineCandidate[];
  /** Addresses that are asked on shared lines, each 1 to 126; 1 to 32 by default. */
  readonly addresses?: readonly number[];
  /** How long one device may take to answer, ms, beside what bytes take; 1,200 by default. */
  readonly answerMs?: number;
  /** Waits of shared lines. */
  readonly dropTiming?: Partial<DropTiming>;
  /** Ports that are searched at the same time; 8 by default. */
  readonly atOnce?: number;
  /** Clock and timers; Node's own by default. */
  readonly time?: LinkTime;
  /** Number of this search, 0 to 2^32 − 1; the system's randomness by default. */
  readonly bootId?: number;
  readonly signal?: AbortSignal;
  /** Told of each port as soon as it is through. */
  readonly onLine?: (line: DiscoveredLine) => void;
}

/** Addresses that are asked when none are named. */
export const DISCOVERY_ADDRESSES: readonly number[] = Array.from({ length: 32 }, (_, at) => at + 1);

/**
 * Asks each port whether devices that speak OMDP are behind it, at which speed, alone or sharing the
 * line, and under which names.
 *
 * Each speed is tried as a line with two ends, then as a shared one. Asking sends bytes: leave out
 * ports with equipment that must not hear any. A device that answers has a contact that ends again,
 * which its journal may tell; nothing that it wanted to say is lost.
 *
 * @returns one line for each candidate, in their order
 * @throws RangeError when an address is out of range or there twice (a caller's bug)
 */
export async function discoverLines(
  settings: DiscoverySettings,
): Promise<readonly DiscoveredLine[]> {
  const { candidates, addresses = DISCOVERY_ADDRESSES, atOnce = 8 } = settings;
  checkAddresses(addresses);
  const found: DiscoveredLine[] = [];
  const waiting = candidates.map((candidate, index) => ({ candidate, index }));
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const line = await searchPort(next.candidate, settings);
      found[next.index] = line;
      settings.onLine?.(line);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, candidates.length) }, work));
  return found;
}

async function searchPort(
  candidate: LineCandidate,
  settings: DiscoverySettings,
): Promise<DiscoveredLine> {
  const { time = NODE_TIME, signal } = settings;
  const port = candidate.name;
  let heard: "silence" | "garbage" = "silence";
  for (const baud of candidate.bauds) {
    const held = new HeldPort(candidate.portAt(baud), time);
    const fault = await held.open(signal);
    const found =
      fault === undefined
        ? await searchAt({ port, baud, held, settings })
        : fault === "cancelled"
          ? { kind: fault, port }
          : ({ kind: "unusable", port, fault } as const);
    await held.close();
    if (found !== "silence" && found !== "garbage") return found;
    if (found === "garbage") heard = found;
  }
  return { kind: "unanswered", port, heard };
}

/** An open port at one speed. */
interface OpenLine {
  readonly port: string;
  readonly baud: number | undefined;
  readonly held: HeldPort;
  readonly settings: DiscoverySettings;
}

/** Tries a port at one speed as a line of either kind. */
async function searchAt(line: OpenLine): Promise<DiscoveredLine | "silence" | "garbage"> {
  const { port, baud, settings } = line;
  const { answerMs = 1_200, addresses = DISCOVERY_ADDRESSES, dropTiming } = settings;
  const alone = await ask(line, pointLimitMs(answerMs, baud));
  if (alone.kind === "answered") return { kind: "device", port, baud, deviceId: alone.deviceId };
  if (alone.kind !== "silence" && alone.kind !== "garbage") return endOf(alone, port, baud);
  const devices: DiscoveredDrop[] = [];
  let heard: "silence" | "garbage" = alone.kind;
  // A second round for those whose first answer was lost.
  for (const address of [...addresses, ...addresses]) {
    if (devices.some((one) => one.address === address)) continue;
    const outcome = await ask(line, dropLimitMs(baud, dropTiming), address);
    if (outcome.kind === "answered") devices.push({ address, deviceId: outcome.deviceId });
    else if (outcome.kind === "garbage") heard = "garbage";
    else if (outcome.kind !== "silence") return endOf(outcome, port, baud);
  }
  if (devices.length === 0) return heard;
  return { kind: "shared", port, baud, devices: devices.sort((a, b) => a.address - b.address) };
}

function ask(line: OpenLine, limitMs: number, address?: number): Promise<ProbeOutcome> {
  const { held, settings } = line;
  const { time = NODE_TIME, bootId = randomInt(2 ** 32), dropTiming, signal } = settings;
  return probeLine({
    ...{ port: held.view(), time, bootId, limitMs },
    ...(address === undefined ? {} : { address }),
    ...(dropTiming === undefined ? {} : { dropTiming }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function endOf(
  outcome: Exclude<ProbeOutcome, { readonly kind: "answered" }>,
  port: string,
  baud: number | undefined,
): DiscoveredLine {
  if (outcome.kind === "unusable") return { kind: "unusable", port, fault: outcome.fault };
  return outcome.kind === "version"
    ? { kind: "other-version", port, baud }
    : { kind: "cancelled", port };
}
