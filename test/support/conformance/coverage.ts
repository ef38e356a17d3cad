import { readdirSync } from "node:fs";
import {
  DEVICE_LINE_SCENARIOS,
  DEVICE_SCENARIOS,
  GATEWAY_LINE_SCENARIOS,
  GATEWAY_SCENARIOS,
} from "@dosekit/conformance";
import { REPOSITORY_ROOT, readCommitted } from "../committed-text.ts";
import { CITED_TESTS } from "./cited-tests.ts";
import { WRONG_DEVICES } from "./wrong-devices.ts";
import { WRONG_GATEWAYS } from "./wrong-gateways.ts";
import { WRONG_SERIAL_DEVICES } from "./wrong-serial-devices.ts";
import { WRONG_SERIAL_GATEWAYS } from "./wrong-serial-gateways.ts";

/** Whether a test shows that what is right is done, or that what is wrong is withstood. */
export type Sign = "positive" | "negative";

/** What can decide about a requirement; a wrong device or gateway has to be caught. */
export const SOURCES = ["scenario", "vector", "test", "wrong one"] as const;

/** Something that decides about a requirement. */
export interface Citation {
  readonly requirement: string;
  readonly sign: Sign;
  /** File or suite, then what in it. */
  readonly where: string;
  readonly source: (typeof SOURCES)[number];
}

/** Folders of language-neutral vectors. */
const VECTOR_FOLDERS = ["protocols/spec/vectors", "protocols/spec/vectors/time"] as const;

/** Everything that decides about some requirement. */
export function readCitations(): readonly Citation[] {
  return [...ofScenarios(), ...ofVectors(), ...ofTests(), ...ofWrongOnes()];
}

function ofScenarios(): readonly Citation[] {
  return [
    ...DEVICE_SCENARIOS,
    ...DEVICE_LINE_SCENARIOS,
    ...GATEWAY_SCENARIOS,
    ...GATEWAY_LINE_SCENARIOS,
  ].flatMap(({ id, role, kind, reqs }) =>
    reqs.map((requirement) => {
      return { requirement, sign: kind, where: `${role} ${id}`, source: "scenario" as const };
    }),
  );
}

function ofVectors(): readonly Citation[] {
  return VECTOR_FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, REPOSITORY_ROOT))
      .filter((name) => name.endsWith(".json"))
      .flatMap((name) => {
        const content: unknown = JSON.parse(readCommitted(`${folder}/${name}`));
        return vectorsIn(content).map(({ requirement, sign }): Citation => {
          return { requirement, sign, where: `${folder}/${name}`, source: "vector" };
        });
      }),
  );
}

/** A vector says `reqs` or `requirement`; one that is refused has an error, a problem or no result. */
function vectorsIn(
  value: unknown,
  isInvalid = false,
): readonly { readonly requirement: string; readonly sign: Sign }[] {
  if (Array.isArray(value)) return value.flatMap((item) => vectorsIn(item, isInvalid));
  if (typeof value !== "object" || value === null) return [];
  const row = value as Readonly<Record<string, unknown>>;
  const cited = [row["requirement"], row["reqs"]].flat().filter((one) => typeof one === "string");
  const { error, problems, utc, local } = row;
  const isRefused =
    error !== undefined ||
    (Array.isArray(problems) && problems.length > 0) ||
    utc === null ||
    local === null;
  const sign = isInvalid || isRefused ? "negative" : "positive";
  const inside = Object.entries(row).flatMap(([key, item]) =>
    vectorsIn(item, isInvalid || key === "invalid" || key === "refused"),
  );
  return [...cited.map((requirement) => ({ requirement, sign }) as const), ...inside];
}

function ofTests(): readonly Citation[] {
  return CITED_TESTS.map(({ requirement, sign, file, title }) => {
    return { requirement, sign, where: `${file}: ${title}`, source: "test" };
  });
}

function ofWrongOnes(): readonly Citation[] {
  return [
    ...WRONG_DEVICES,
    ...WRONG_SERIAL_DEVICES,
    ...WRONG_GATEWAYS,
    ...WRONG_SERIAL_GATEWAYS,
  ].map(({ name, breaks }) => {
    return { requirement: breaks, sign: "negative", where: name, source: "wrong one" };
  });
}
