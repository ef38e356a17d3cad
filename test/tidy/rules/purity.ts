import { findingAt, type Node, type Rule, type SourceFile, walk } from "../source-file.ts";
import { importsOf, roomOf } from "./layers.ts";

/** What the pure packages may import from outside; everything else is I/O or ambient. */
const PURE_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  protocols: ["cbor-x"],
  "firmware-model": ["xstate"],
};

/** fast-check is the one tool of the arbitraries, which never run in a device. */
const ARBITRARIES = { folder: "protocols/src/testing/", allowed: "fast-check" };

/** Names that reach for a clock, a timer, randomness or the outside world. */
const AMBIENT = new Set([
  "Buffer",
  "clearImmediate",
  "clearInterval",
  "clearTimeout",
  "console",
  "crypto",
  "Date",
  "fetch",
  "globalThis",
  "Intl",
  "performance",
  "process",
  "queueMicrotask",
  "require",
  "setImmediate",
  "setInterval",
  "setTimeout",
  "structuredClone",
  "WebSocket",
  "Worker",
]);

/** The pure packages touch no I/O, clock, timer or randomness. */
export const purity: Rule = (file) => {
  const room = roomOf(file.path);
  const allowed = PURE_IMPORTS[room];
  if (allowed === undefined || !file.path.startsWith(`${room}/src/`)) return [];
  return [...foreignImports(file, allowed), ...ambientNames(file)];
};

/** Nobody draws randomness from the host: one seed replays everything. */
export const noHostRandomness: Rule = (file) => {
  if (!file.path.includes("/src/")) return [];
  return memberUses(file, "Math", "random").map((offset) =>
    findingAt(file, offset, "Math.random can't be replayed: draw from a seeded stream or a port"),
  );
};

function foreignImports(file: SourceFile, allowed: readonly string[]) {
  return importsOf(file)
    .filter(({ specifier }) => !specifier.startsWith(".") && !specifier.startsWith("@dosekit/"))
    .filter(({ specifier }) => !allowed.includes(specifier))
    .filter(
      ({ specifier }) =>
        !(file.path.startsWith(ARBITRARIES.folder) && specifier === ARBITRARIES.allowed),
    )
    .map(({ specifier, offset }) =>
      findingAt(file, offset, `${specifier} is not for a pure package: pass it in as a port`),
    );
}

function ambientNames(file: SourceFile) {
  const offsets: { name: string; start: number }[] = [];
  walk(file.program, (node, parents) => {
    const name = node["name"];
    if (node.type !== "Identifier" || typeof name !== "string" || !AMBIENT.has(name)) return;
    if (!isOnlyAName(node, parents.at(-1))) offsets.push({ name, start: node.start });
  });
  return [
    ...offsets.map(({ name, start }) =>
      findingAt(file, start, `${name} is ambient: time, randomness and I/O are passed in`),
    ),
    ...memberUses(file, "Math", "random").map((offset) =>
      findingAt(file, offset, "Math.random is ambient: randomness is passed in"),
    ),
  ];
}

/** True for `x.Date`, `{ Date: 1 }` and the like, which name a property and reach for nothing. */
function isOnlyAName(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.type === "MemberExpression")
    return parent["property"] === node && parent["computed"] !== true;
  return ["Property", "TSPropertySignature", "PropertyDefinition", "MethodDefinition"].includes(
    parent.type,
  )
    ? parent["key"] === node && parent["computed"] !== true
    : false;
}

function memberUses(file: SourceFile, object: string, property: string): readonly number[] {
  const offsets: number[] = [];
  walk(file.program, (node) => {
    if (node.type !== "MemberExpression") return;
    const [left, right] = [node["object"] as Node, node["property"] as Node];
    if (left["name"] === object && right["name"] === property) offsets.push(node.start);
  });
  return offsets;
}
