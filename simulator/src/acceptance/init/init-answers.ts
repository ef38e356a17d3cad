import { z } from "zod";
import { UserError } from "../../cli/user-error.ts";
import { parseLocated } from "../../fleet/located-document.ts";
import { schemaMistake } from "../../fleet/schema-mistake.ts";
import { refuseIdentities } from "../refuse-identities.ts";
import { FIELD } from "../service-fields.ts";

const minutes = z.strictObject({ acknowledgeMinutes: FIELD.minutes, actMinutes: FIELD.minutes });

/** What `init` has to know of a service, each answer checked by itself. */
export const INIT_SCHEMA = z.strictObject({
  municipality: FIELD.text,
  stories: z
    .array(z.strictObject({ story: FIELD.story, product: FIELD.product, devices: FIELD.devices }))
    .min(1)
    .max(50),
  operators: z.strictObject({ day: FIELD.people, evening: FIELD.people, night: FIELD.people }),
  serious: minutes,
  moderate: minutes,
  start: FIELD.date,
  weeks: FIELD.whole(1, 104),
});
/** See {@link INIT_SCHEMA}. */
export type InitAnswers = z.infer<typeof INIT_SCHEMA>;

const ALLOWED: Readonly<Record<string, string>> = {
  "": "`municipality`, `stories`, `operators`, `serious`, `moderate`, `start` and `weeks`",
  municipality: FIELD.text.description ?? "",
  stories: "a list of 1 to 50 stories, each with `story`, `product` and `devices`",
  "stories[].story": FIELD.story.description ?? "",
  "stories[].product": FIELD.product.description ?? "",
  "stories[].devices": FIELD.devices.description ?? "",
  operators: "`day`, `evening` and `night`",
  ...Object.fromEntries(
    ["day", "evening", "night"].map((shift) => [
      `operators.${shift}`,
      FIELD.people.description ?? "",
    ]),
  ),
  ...Object.fromEntries(
    ["serious", "moderate"].flatMap((limit) => [
      [limit, "`acknowledgeMinutes` and `actMinutes`"],
      [`${limit}.acknowledgeMinutes`, FIELD.minutes.description ?? ""],
      [`${limit}.actMinutes`, FIELD.minutes.description ?? ""],
    ]),
  ),
  start: FIELD.date.description ?? "",
  weeks: "a whole number from 1 to 104",
};

/**
 * Reads a file of answers, YAML or JSON; what it leaves out is asked or as usual.
 *
 * @throws {@link UserError} with file, line, field, what was found and what is allowed
 */
export function readAnswers(text: string, file: string): Partial<InitAnswers> {
  const document = parseLocated(text, file);
  refuseIdentities(document, text);
  const checked = INIT_SCHEMA.partial().safeParse(document.value);
  const [issue] = checked.error?.issues ?? [];
  if (issue !== undefined) {
    const { mistake } = schemaMistake(issue, document, ALLOWED);
    throw new UserError({ ...mistake, code: mistake.code.replace("fleet.", "accept.") });
  }
  const given = Object.entries(checked.data ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<InitAnswers>;
}
