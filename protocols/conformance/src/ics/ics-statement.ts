import { COMMAND_VERB, type CommandVerb } from "@dosekit/protocols";
import { z } from "zod";
import { KitMistake } from "../files/kit-mistake.ts";
import { type LocatedFile, readLocatedFile } from "../files/located-file.ts";
import { readBySchema } from "../files/read-by-schema.ts";
import type { DutFeature } from "../scenario/dut-adapter.ts";

const NAME = z.string().min(1).max(64);
const VERBS = Object.keys(COMMAND_VERB.words) as [CommandVerb, ...CommandVerb[]];
const count = (max: number) => z.int().min(0).max(max);

/** What a device says of itself in a capability report. @see OMDP-CAP-002 */
const CAPABILITIES = z.strictObject({
  minor: count(65_535),
  testClock: z.enum(["none", "off"]),
  messageBytesMax: z.int().min(128).max(65_536),
  spoolEvents: z.int().min(1).max(4_294_967_295),
  verbs: z.array(z.enum(VERBS)).optional(),
  planEntriesMax: count(64).optional(),
  dosesPerDayMax: z.int().min(1).max(255).optional(),
  minimumSpacingMin: count(1_440).optional(),
  repliesKept: z.int().min(1).max(65_535).optional(),
});

/** What a vendor states about a device or gateway: the form of an ICS file, version 1. */
export const ICS_SCHEMA = z.strictObject({
  ics: z.literal(1),
  role: z.enum(["device", "gateway", "host"]),
  device: z.strictObject({
    vendor: NAME,
    product: NAME,
    firmware: NAME,
    serial: NAME.optional(),
  }),
  profiles: z.array(z.enum(["CORE", "MQTT", "SERIAL", "SEC"])).min(1),
  /** Serial lines that a device can be on; both where nothing is stated. */
  lines: z
    .array(z.enum(["two-ends", "shared"]))
    .min(1)
    .optional(),
  features: z.array(z.enum(["doses", "sleeping", "update", "storage", "relaying"])).default([]),
  capabilities: CAPABILITIES.optional(),
});

/** An implementation conformance statement. */
export type IcsStatement = z.output<typeof ICS_SCHEMA>;
/** What it states about the capability report. */
export type IcsCapabilities = z.output<typeof CAPABILITIES>;

/**
 * Reads a statement from a YAML or JSON file.
 *
 * @throws KitMistake with the line, and what may stand there
 */
export function readIcs(name: string, folder: string): IcsStatement {
  return icsOf(readLocatedFile(name, folder));
}

/** Reads a statement. @throws KitMistake when it is none, or contradicts itself */
export function icsOf(document: LocatedFile): IcsStatement {
  const ics = readBySchema(ICS_SCHEMA, document, "ics");
  const [contradiction] = contradictionsIn(ics);
  if (contradiction === undefined) return ics;
  const { path, found, allowed } = contradiction;
  throw new KitMistake({
    code: "ics.contradiction",
    file: document.file,
    line: document.lineOf(path),
    field: path.join("."),
    found,
    allowed,
    message: "The statement contradicts itself.",
  });
}

/** What scenarios may count on by a statement. */
export function featuresOf({
  features,
  profiles,
  capabilities,
}: IcsStatement): readonly DutFeature[] {
  const hasClock = capabilities !== undefined && capabilities.testClock !== "none";
  return [
    ...new Set(features),
    ...(hasClock ? (["test-clock"] as const) : []),
    ...(profiles.includes("SEC") ? (["sealing"] as const) : []),
  ];
}

/** What of a statement does not fit the rest of it. */
export interface Contradiction {
  readonly path: readonly string[];
  readonly found: string;
  readonly allowed: string;
}

/** Finds what of a statement can't be so beside the rest of it. Pure. */
export function contradictionsIn(ics: IcsStatement): readonly Contradiction[] {
  const { role, profiles, capabilities, features } = ics;
  const found: Contradiction[] = [];
  const mind = (holds: boolean, path: readonly string[], is: string, allowed: string) => {
    if (!holds) found.push({ path, found: is, allowed });
  };
  mind(profiles.includes("CORE"), ["profiles"], profiles.join(", "), "CORE, and a link beside it");
  mind(
    profiles.includes("MQTT") || profiles.includes("SERIAL"),
    ["profiles"],
    profiles.join(", "),
    "at least one of MQTT and SERIAL",
  );
  mind(
    role !== "host" || !profiles.includes("SERIAL"),
    ["profiles"],
    "SERIAL",
    "no SERIAL: a host is behind a broker",
  );
  const isDevice = role === "device";
  mind(
    isDevice === (capabilities !== undefined),
    ["capabilities"],
    capabilities === undefined ? "nothing" : "capabilities",
    isDevice ? "what the device's capability report says" : "nothing: only devices report",
  );
  const own = isDevice ? ["doses", "sleeping", "update", "storage"] : ["relaying"];
  const foreign = features.find((feature) => !own.includes(feature));
  mind(foreign === undefined, ["features"], String(foreign), own.join(", "));
  const names = capabilities?.verbs;
  const updates = names === undefined || names.includes("update-firmware");
  const isUpdated = features.includes("update");
  mind(!isUpdated || updates, ["features"], "update", "update-firmware among the verbs with it");
  return found;
}
