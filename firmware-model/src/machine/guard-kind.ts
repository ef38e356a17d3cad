import { and, not, or, stateIn } from "xstate";

/** One of XState's own guards, with what it is made of. */
export type BuiltInGuard =
  | { readonly kind: "and" | "or" | "not"; readonly guards: readonly unknown[] }
  | { readonly kind: "in"; readonly stateValue: unknown };

/** XState's own guards are known by the function that they share. */
const KINDS: ReadonlyMap<unknown, BuiltInGuard["kind"]> = new Map([
  [checkOf(and([])), "and"],
  [checkOf(or([])), "or"],
  [checkOf(not("")), "not"],
  [checkOf(stateIn("")), "in"],
]);

/** Reads a guard as one of XState's own; `undefined` for a name or a function of ours. */
export function builtInGuardOf(guard: unknown): BuiltInGuard | undefined {
  if (typeof guard !== "function") return undefined;
  const kind = KINDS.get(checkOf(guard));
  if (kind === undefined) return undefined;
  const { guards, stateValue } = guard as unknown as {
    readonly guards: readonly unknown[];
    readonly stateValue: unknown;
  };
  return kind === "in" ? { kind, stateValue } : { kind, guards };
}

function checkOf(guard: object): unknown {
  return (guard as { check?: unknown }).check;
}
