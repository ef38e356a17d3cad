import { fileURLToPath } from "node:url";
import type { Persona, PersonaName } from "./persona.ts";
import { readPersona } from "./persona-file.ts";

/** Folder of the personas that ship with the simulator. */
const SHIPPED_FOLDER = fileURLToPath(new URL("../../examples/people", import.meta.url));
/** Their names, the most frequent first. */
const SHIPPED_NAMES = ["stable", "forgetful", "cognitive-decline", "away"] as const;

let shipped: readonly Persona[] | undefined;

/**
 * Reads the personas that ship with the simulator, once; every number of theirs is inferred and
 * meant to be replaced by a municipality's own.
 */
export function shippedPersonas(): readonly Persona[] {
  shipped ??= SHIPPED_NAMES.map((name) =>
    readPersona({ path: `${name}.yaml`, folder: SHIPPED_FOLDER, field: "personas" }, []),
  );
  return shipped;
}

/**
 * Looks up a persona.
 *
 * @param added personas that are no part of the program; looked at first
 * @throws RangeError when there is none of that name (a caller's bug)
 */
export function personaNamed(name: PersonaName, added: readonly Persona[] = []): Persona {
  const all = [...added, ...shippedPersonas()];
  const persona = all.find((one) => one.name === name);
  if (persona === undefined) throw new RangeError(`no persona is named ${name}`);
  return persona;
}
