import { dayNumberOf, localDateOf } from "@dosekit/protocols";
import { UserError } from "../cli/user-error.ts";
import type { ValuePath } from "../fleet/located-document.ts";
import { fieldName } from "../fleet/schema-mistake.ts";
import { type EnglishDocument, inFileWords } from "./english-service.ts";
import type { ServiceFile } from "./service-schema.ts";

/** Something in a file that is right by itself and can't be so beside the rest. */
interface Contradiction {
  readonly path: ValuePath;
  readonly found: string;
  readonly allowed: string;
}

/**
 * Refuses what is right field by field and can't be so together.
 *
 * @throws {@link UserError} `accept.contradiction` with line, field, what was found and is allowed
 */
export function refuseContradictions(service: ServiceFile, document: EnglishDocument): void {
  const [first] = CHECKS.flatMap((check) => check(service));
  if (first !== undefined) throw mistake(document, first);
}

/** More than a municipality has, and as many as one machine runs. */
const DEVICES_MAX = 100_000;

type Check = (service: ServiceFile) => readonly Contradiction[];

const CHECKS: readonly Check[] = [
  stories,
  rollout,
  repeats,
  limits,
  routes,
  conditions,
  people,
  deviations,
  compared,
];

function stories({ stories: all }: ServiceFile): readonly Contradiction[] {
  const devices = all.reduce((sum, one) => sum + one.devices, 0);
  if (devices > DEVICES_MAX) {
    const allowed = `at most ${DEVICES_MAX} devices in all stories together`;
    return [{ path: ["stories"], found: `${devices} devices`, allowed }];
  }
  return all.flatMap(({ story, product, leasePerMonth, purchasePrice }, at) => {
    const isTwice = all.findIndex((one) => one.story === story && one.product === product) < at;
    if (isTwice) {
      const allowed = "each story with a product once";
      return [{ path: ["stories", at, "product"], found: `${story} ${product}, twice`, allowed }];
    }
    if (leasePerMonth === undefined || purchasePrice === undefined) return [];
    const path = ["stories", at, "purchasePrice"];
    return [{ path, found: "both", allowed: "either `leasePerMonth` or `purchasePrice`" }];
  });
}

function rollout({
  stories: all,
  rollout: zones,
  approval,
}: ServiceFile): readonly Contradiction[] {
  if (zones === undefined) return [];
  const devices = all.reduce((sum, one) => sum + one.devices, 0);
  const rolledOut = zones.reduce((sum, zone) => sum + zone.devices, 0);
  if (rolledOut !== devices) {
    const allowed = `as many devices as the stories have: ${devices}`;
    return [{ path: ["rollout"], found: `${rolledOut} devices`, allowed }];
  }
  const endDay = dayOf(approval.start) + approval.weeks * 7;
  return zones.flatMap(({ date }, at) => {
    if (dayOf(date) < endDay) return [];
    const allowed = `before the approval period ends, ${localDateOf(endDay)}`;
    return [{ path: ["rollout", at, "date"], found: date, allowed }];
  });
}

/** Everything of which there may be one of a kind. */
function repeats({
  ladders,
  incidents,
  response,
  approval,
}: ServiceFile): readonly Contradiction[] {
  const { thresholds = [] } = approval;
  const { shifts, homeCare = [] } = response;
  const named = (list: readonly { readonly name: string }[], field: string) =>
    twice(
      list.map(({ name }) => name),
      (at) => ["response", field, at, "name"],
      "a name of its own",
    );
  return [
    ...twice(
      (ladders ?? []).map(({ severity }) => String(severity)),
      (at) => ["ladders", at, "severity"],
      "one ladder for each `severity`",
    ),
    ...twice(incidents ?? [], (at) => ["incidents", at], "each incident once"),
    ...named(shifts, "shifts"),
    ...named(homeCare, "homeCare"),
    ...twice(
      thresholds.map((one) => `${one.measure}, \`class\` ${one.class}`),
      (at) => ["approval", "thresholds", at, "measure"],
      "one threshold for each `measure` and `class`",
    ),
  ];
}

function limits({ response }: ServiceFile): readonly Contradiction[] {
  return Object.entries(response.limits).flatMap(([severity, limit]) => {
    if (limit === undefined || limit.actMinutes >= limit.acknowledgeMinutes) return [];
    const path = ["response", "limits", severity, "actMinutes"];
    const allowed = `at least \`acknowledgeMinutes\`, ${limit.acknowledgeMinutes}`;
    return [{ path, found: String(limit.actMinutes), allowed }];
  });
}

function routes({ routes: all = [] }: ServiceFile): readonly Contradiction[] {
  const keys = all.map(({ code, severity }) => code ?? String(severity));
  const unclear = all.flatMap(({ code, severity }, at): Contradiction[] => {
    if ((code === undefined) !== (severity === undefined)) return [];
    const found = code === undefined ? "neither" : "both";
    return [{ path: ["routes", at], found, allowed: "either `code` or `severity`" }];
  });
  return [
    ...unclear,
    ...twice(keys, (at) => ["routes", at], "one route for each `code` or `severity`"),
  ];
}

function conditions({ conditions: said }: ServiceFile): readonly Contradiction[] {
  if (said?.faults === undefined || said.faultFile === undefined) return [];
  const allowed = "either `faults` or `faultFile`, which may name a preset of its own";
  return [{ path: ["conditions", "faultFile"], found: "both", allowed }];
}

function people({ people: said }: ServiceFile): readonly Contradiction[] {
  const { mix } = said ?? {};
  if (mix === undefined) return [];
  const repeated = twice(
    mix.map(({ persona }) => persona),
    (at) => ["people", "mix", at, "persona"],
    "each persona once",
  );
  if (mix.some(({ share }) => share > 0)) return repeated;
  return [{ path: ["people", "mix"], found: "shares of 0", allowed: "one share above 0" }];
}

function deviations({ deviations: all = [] }: ServiceFile): readonly Contradiction[] {
  const repeated = twice(
    all.map(({ id }) => id),
    (at) => ["deviations", at, "id"],
    "one entry for each deviation",
  );
  return [
    ...repeated,
    ...all.flatMap((one, at) => {
      const found = deviation(one);
      return found === undefined ? [] : [{ ...found, path: ["deviations", at, ...found.path] }];
    }),
  ];
}

function deviation(one: NonNullable<ServiceFile["deviations"]>[number]): Contradiction | undefined {
  const { status, closed, class: gravity, found, what } = one;
  const own = [gravity, found, what].filter((value) => value !== undefined).length;
  if (own !== 0 && own !== 3) {
    const allowed = "`class`, `found` and `what` together, of a deviation that people found";
    return { path: [], found: "only some of `class`, `found` and `what`", allowed };
  }
  if (status === "closed" && closed === undefined) {
    return {
      path: ["status"],
      found: "closed",
      allowed: "`status: closed` with its date in `closed`",
    };
  }
  if (closed === undefined) return undefined;
  if (status !== "closed") {
    const allowed = "no date in `closed` while it is open; `status: closed` beside the date";
    return { path: ["closed"], found: closed, allowed };
  }
  if (found === undefined || dayOf(closed) >= dayOf(found)) return undefined;
  return { path: ["closed"], found: closed, allowed: `not before it was found, ${found}` };
}

function compared({ compare = [], stories: all }: ServiceFile): readonly Contradiction[] {
  const told = all.map(({ story }) => story);
  return [
    ...twice(
      compare.map(({ story }) => story),
      (at) => ["compare", at, "story"],
      "each story once",
    ),
    ...compare.flatMap(({ story, products }, at): readonly Contradiction[] => {
      if (!told.includes(story)) {
        return [{ path: ["compare", at, "story"], found: story, allowed: told.join(", ") }];
      }
      return twice(products, (of) => ["compare", at, "products", of], "each product once");
    }),
  ];
}

function twice(
  keys: readonly string[],
  pathOf: (at: number) => ValuePath,
  allowed: string,
): readonly Contradiction[] {
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at ? [] : [{ path: pathOf(at), found: key, allowed }],
  );
}

function dayOf(date: string): number {
  return dayNumberOf(date) ?? Number.NaN;
}

function mistake(document: EnglishDocument, { path, found, allowed }: Contradiction): UserError {
  return new UserError({
    code: "accept.contradiction",
    ...{
      file: document.file,
      line: document.lineOf(path),
      field: fieldName(document.writtenPath(path)),
    },
    found: inFileWords(document, withWrittenValue(document, path, found)),
    allowed: inFileWords(document, allowed),
    message: "The file contradicts itself.",
  });
}

/** Puts the file's own word in the place of an English value that it wrote in Norwegian. */
function withWrittenValue(document: EnglishDocument, path: ValuePath, found: string): string {
  const { english, written } = document.valuesAt(path);
  return typeof english === "string" && typeof written === "string" && english !== written
    ? found.replace(english, written)
    : found;
}
