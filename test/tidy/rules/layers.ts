import { dirname, join } from "node:path/posix";
import { findingAt, type Node, type Rule, type SourceFile, walk } from "../source-file.ts";

/** The architecture as a table: which of our packages a room may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "protocols/conformance": ["protocols"],
  // Programs of a user: they stand outside the package that they come with.
  "sdk/examples": ["protocols", "sdk"],
  protocols: [],
  "firmware-model": ["protocols"],
  sdk: ["protocols"],
  simulator: ["protocols", "firmware-model", "sdk", "conformance"],
  test: ["protocols", "firmware-model", "sdk", "simulator", "conformance"],
};

/** Entry points that packages offer; anything deeper is private. */
const ENTRY_POINTS = new Set([
  "@dosekit/protocols",
  "@dosekit/protocols/testing",
  "@dosekit/conformance",
  "@dosekit/firmware-model",
  "@dosekit/sdk",
  "@dosekit/sdk/device",
  "@dosekit/sdk/forwarding",
  "@dosekit/sdk/provisioning",
  "@dosekit/sdk/response-centre",
  "@dosekit/sdk/record",
  "@dosekit/sdk/register",
  "@dosekit/simulator",
]);

/** Imports go only the way of the table, by package name, through an entry point. */
export const layers: Rule = (file) => {
  const room = roomOf(file.path);
  return importsOf(file).flatMap(({ specifier, offset }) => {
    const message = judge(room, file.path, specifier);
    return message === undefined ? [] : [findingAt(file, offset, message)];
  });
};

/** Names the room that a path belongs to. */
export function roomOf(path: string): string {
  return Object.keys(MAY_IMPORT).find((room) => path.startsWith(`${room}/`)) ?? "root";
}

/** Lists what a file imports, dynamic imports with a literal included. */
export function importsOf(file: SourceFile): readonly { specifier: string; offset: number }[] {
  const found: { specifier: string; offset: number }[] = [];
  walk(file.program, (node) => {
    const source = node["source"] as Node | null | undefined;
    const literal = source?.["value"];
    if (typeof literal === "string") found.push({ specifier: literal, offset: node.start });
  });
  return found;
}

function judge(room: string, path: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) {
    const target = join(dirname(path), specifier);
    return roomOf(target) === room
      ? undefined
      : `${specifier} leaves ${room}: import the package by name`;
  }
  if (!specifier.startsWith("@dosekit/")) return undefined;
  const target = specifier.split("/")[1] ?? "";
  if (!(MAY_IMPORT[room] ?? []).includes(target)) return `${room} may not import ${specifier}`;
  if (!ENTRY_POINTS.has(specifier)) return `${specifier} is private: use an entry point`;
  return undefined;
}
