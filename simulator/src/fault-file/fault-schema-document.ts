import { z } from "zod";
import { FAULT_PRESETS } from "../faults/fault.ts";
import { PLANNED_KINDS } from "../faults/fault-kinds.ts";
import { entrySchemaOf } from "./fault-entry.ts";
import { PLANNED_MAX, ROLLS_SCHEMA } from "./faults-section.ts";

/** Writes the format of fault files as a JSON Schema, for editors and other programs. */
export function faultSchemaDocument(): object {
  const entries = PLANNED_KINDS.map((kind) => entrySchemaOf(kind));
  const [first, ...others] = entries;
  if (first === undefined) throw new RangeError("there is no kind of fault");
  const file = z.strictObject({
    preset: z.enum(FAULT_PRESETS).optional(),
    planned: z
      .array(z.discriminatedUnion("kind", [first, ...others]))
      .max(PLANNED_MAX)
      .optional(),
    rolls: ROLLS_SCHEMA.optional(),
  });
  const { $schema, ...rest } = z.toJSONSchema(file);
  return { $schema, title: "Faults of a Dosekit run", ...rest };
}
