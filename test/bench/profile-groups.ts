import type { Profiler } from "node:inspector";

/** How much of the time one part of the code takes. */
export interface ProfileShare {
  readonly group: string;
  /** 0 to 1. */
  readonly share: number;
}

/** Parts of the code by where they lie, the first that fits. */
const GROUPS: readonly (readonly [group: string, path: RegExp])[] = [
  ["charts", /\.generated\.|firmware-model\/dist\/(machine|tray|roll|carousel|board)/],
  ["device", /firmware-model\/dist/],
  ["encoding, links, inbox", /(protocols|sdk)\/dist|simulator\/dist\/(links|gateway)/],
  ["plant and power", /simulator\/dist\/(plant|power|world|faults)/],
  ["people", /simulator\/dist\/people/],
  ["response centre", /simulator\/dist\/response/],
  ["checkers", /simulator\/dist\/checkers|luxon/],
  ["trace", /simulator\/dist\/trace/],
  ["results", /simulator\/dist\/results|hdr-histogram/],
  ["clock, home and hosts", /simulator\/dist/],
];

/** Sums up where the samples of a profile lie. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile) {
  const groupOfNode = new Map(nodes.map(({ id, callFrame }) => [id, groupOf(callFrame)]));
  const sums = new Map<string, number>();
  let whole = 0;
  for (const [index, id] of samples.entries()) {
    const group = groupOfNode.get(id) ?? "the rest";
    const micros = timeDeltas[index] ?? 0;
    if (group === "idle") continue;
    sums.set(group, (sums.get(group) ?? 0) + micros);
    whole += micros;
  }
  const shares = [...sums].map(([group, sum]): ProfileShare => ({ group, share: sum / whole }));
  return shares.sort((a, b) => b.share - a.share);
}

function groupOf({ functionName, url }: Profiler.Profile["nodes"][number]["callFrame"]): string {
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collector";
  return GROUPS.find(([, path]) => path.test(url))?.[0] ?? "the rest";
}
