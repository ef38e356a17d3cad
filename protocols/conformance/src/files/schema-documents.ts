import { z } from "zod";
import { ICS_SCHEMA } from "../ics/ics-statement.ts";
import { PARAMS_SCHEMA } from "../run/params-file.ts";
import { WAIVERS_SCHEMA } from "../waivers/waiver.ts";

/** Files that a vendor writes. */
export const FILE_KINDS = ["ics", "waivers", "params"] as const;

/** The form of a file that a vendor writes, as a JSON Schema of the draft 2020-12. */
export function schemaDocument(kind: (typeof FILE_KINDS)[number]): unknown {
  const schemas = { ics: ICS_SCHEMA, waivers: WAIVERS_SCHEMA, params: PARAMS_SCHEMA };
  return z.toJSONSchema(schemas[kind], { io: "input" });
}
