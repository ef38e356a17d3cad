import type { IcsStatement } from "../ics/ics-statement.ts";
import { REQUIREMENTS, type RequirementId } from "../requirements/registry.generated.ts";
import type { Judge } from "../scenario/judgement.ts";
import { type Scenario, scenario } from "../scenario/scenario.ts";
import { canonicalJson } from "./canonical-json.ts";
import { readVectors, type VectorRow } from "./vector-files.ts";

/** Begin of the names of the cases for the codec of a program. */
export const CODEC_CASE_PREFIX = "codec/";

/** What a program is asked. */
export interface CodecRequest {
  readonly do: "read-frame" | "write-frame" | "read-message" | "write-message";
  readonly hex?: string;
  /** Greatest payload that both ends agreed on; 512 unless given. */
  readonly payloadMax?: number;
  readonly frame?: unknown;
  readonly message?: string;
  readonly value?: unknown;
}

/** Files of vectors, what their rows are, and the profile that they belong to. */
const FILES = [
  { file: "messages.json", what: "message", profile: "CORE" },
  { file: "limits-of-messages.json", what: "message", profile: "CORE" },
  { file: "frames.json", what: "frame", profile: "SERIAL" },
  { file: "limits-of-frames.json", what: "frame", profile: "SERIAL" },
] as const;

type Row = VectorRow & { readonly what: "message" | "frame"; readonly profile: "CORE" | "SERIAL" };

/** The cases for the codec of a program, one or two for each published vector. */
export function codecCases({ role }: Pick<IcsStatement, "role">): readonly Scenario[] {
  const played = role === "device" ? "device" : "gateway";
  return FILES.flatMap(({ file, what, profile }) =>
    readVectors(file).flatMap((row) => {
      const place = file.replace(".json", "");
      return casesOf({ ...row, what, profile }, place, played);
    }),
  );
}

function casesOf(row: Row, place: string, role: "device" | "gateway"): readonly Scenario[] {
  const reqs = row.reqs.filter((id): id is RequirementId => Object.hasOwn(REQUIREMENTS, id));
  if (reqs.length === 0) return [];
  const kind = row.result === "invalid" ? "negative" : "positive";
  const about = { reqs, profile: row.profile, kind, role } as const;
  const caseFor = (way: "read" | "write", request: CodecRequest, judge: Judge) =>
    scenario(`${CODEC_CASE_PREFIX}${way}/${place}/${slugOf(row.name)}`, about, (s) => {
      s.prologue.started();
      s.drive.dut("codec", () => request);
      s.check.holds(expectedText(way, row), judge, { scope: "all" });
    });
  const limit = row.payloadMax === undefined ? {} : { payloadMax: row.payloadMax };
  const reading = { do: `read-${row.what}`, hex: row.hex, ...limit } as const;
  const cases = [caseFor("read", reading, row.result === "invalid" ? refuses(row) : reads(row))];
  const content = row.what === "frame" ? row.frame : row.value;
  if (row.result === "valid" && content !== undefined) {
    cases.push(caseFor("write", writing(row), writes(row)));
  }
  return cases;
}

function writing({ what, frame, message, value }: Row): CodecRequest {
  if (what === "frame") return { do: "write-frame", frame };
  return { do: "write-message", value, ...(message === undefined ? {} : { message }) };
}

function expectedText(way: "read" | "write", { result, error, hex }: Row): string {
  if (way === "write") return `it writes ${hex.slice(0, 80)}`;
  return result === "invalid" ? `it refuses it as ${error ?? "wrong"}` : "it reads what is in it";
}

function refuses({ error }: Row): Judge {
  return aboutAnswer((answer) => {
    const isRight = answer["ok"] === false && (error === undefined || answer["error"] === error);
    return isRight;
  });
}

function reads({ what, frame, message, value, unknownKeys }: Row): Judge {
  return aboutAnswer((answer) => {
    if (answer["ok"] !== true) return false;
    if (what === "frame") return frame === undefined || isSame(answer["frame"], frame);
    return (
      (message === undefined || answer["message"] === message) &&
      (value === undefined || isSame(answer["value"], value)) &&
      (unknownKeys === undefined || answer["unknownKeys"] === unknownKeys)
    );
  });
}

function writes({ hex }: Row): Judge {
  return aboutAnswer((answer) => answer["ok"] === true && answer["hex"] === hex);
}

function aboutAnswer(isRight: (answer: Readonly<Record<string, unknown>>) => boolean): Judge {
  return (trace) => {
    const answer = trace.answer("codec");
    const seen = canonicalJson(answer).slice(0, 300);
    if (typeof answer !== "object" || answer === null) return { verdict: "fail", seen };
    const holds = isRight(answer as Readonly<Record<string, unknown>>);
    return { verdict: holds ? "pass" : "fail", seen };
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
