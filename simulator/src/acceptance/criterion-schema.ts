import { z } from "zod";
import { CHECK_METHODS, CRITERION_CONFIDENCES, type CriteriaOfStory } from "./criterion.ts";
import { DEVIATION_CLASSES } from "./deviation.ts";
import { JUDGE_NAMES } from "./judges/judge-names.ts";
import { PRODUCT_PARTS } from "./product-parts.ts";

const words = z.string().trim().min(1).max(1_000);
const both = z.strictObject({ nb: words, en: words });

const check = z.strictObject({
  method: z.enum(CHECK_METHODS),
  pass: both,
  judge: z.enum(JUDGE_NAMES).optional(),
  with: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.number().finite()).optional(),
  needs: z.enum(PRODUCT_PARTS).optional(),
  tests: z
    .array(z.strictObject({ file: words, title: words }))
    .min(1)
    .max(50)
    .optional(),
  steps: z
    .array(z.strictObject({ do: both, expect: both }))
    .min(1)
    .max(100)
    .optional(),
  open: both.optional(),
});

const id = z.string().regex(/^[A-ZÆØÅ]{1,8}-[1-9][0-9]{0,3}$/);

const criterion = z.strictObject({
  id,
  text: both,
  basis: words,
  confidence: z.enum(CRITERION_CONFIDENCES),
  failureClass: z.enum(DEVIATION_CLASSES),
  sharesRuleWith: z.array(id).min(1).max(50).optional(),
  checks: z.array(check).min(1).max(20),
});

/** What a file of criteria may say; every other word in it is a mistake. */
export const CRITERIA_SCHEMA = z.strictObject({
  story: z.string().regex(/^[a-z0-9æøå-]{1,40}$/),
  product: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .optional(),
  criteria: z.array(criterion).min(1).max(200),
});

/** Writes the format of criteria files as a JSON Schema, for editors and other programs. */
export function criteriaSchemaDocument(): object {
  const { $schema, ...rest } = z.toJSONSchema(CRITERIA_SCHEMA);
  return { $schema, title: "Acceptance criteria of a user story", ...rest };
}

/** Takes a file that the schema let pass for what it is. */
export function criteriaOf(file: z.infer<typeof CRITERIA_SCHEMA>): CriteriaOfStory {
  return file as CriteriaOfStory;
}

const TEXTS = "`nb` and `en`, each a text of 1 to 1000 characters";

/** What may stand in each field, in words; list places are written `[]`. */
export const CRITERIA_ALLOWED: Readonly<Record<string, string>> = {
  "": "`story`, perhaps `product`, and `criteria`",
  story: "1 to 40 small letters, digits and hyphens",
  product: "name of a product profile",
  criteria: "a list of 1 to 200 criteria",
  "criteria[].id": "1 to 8 capital letters, a hyphen and a number, such as K-1",
  ...textsAt("criteria[].text"),
  "criteria[].basis": "text of 1 to 1000 characters that says what it rests on",
  "criteria[].confidence": CRITERION_CONFIDENCES.join(", "),
  "criteria[].failureClass": DEVIATION_CLASSES.join(", "),
  "criteria[].sharesRuleWith": "a list of 1 to 50 ids of other criteria",
  "criteria[].sharesRuleWith[]": "the id of a criterion, such as K-1",
  "criteria[].checks": "a list of 1 to 20 checks",
  "criteria[].checks[].method": CHECK_METHODS.join(", "),
  ...textsAt("criteria[].checks[].pass"),
  "criteria[].checks[].judge": JUDGE_NAMES.join(", "),
  "criteria[].checks[].with": "figures by name, such as `minutes: 60`",
  "criteria[].checks[].needs": PRODUCT_PARTS.join(", "),
  "criteria[].checks[].tests": "a list of 1 to 50 tests, each with `file` and `title`",
  "criteria[].checks[].tests[].file": "path of a test",
  "criteria[].checks[].tests[].title": "beginning of the test's title",
  "criteria[].checks[].steps": "a list of 1 to 100 steps, each with `do` and `expect`",
  ...textsAt("criteria[].checks[].steps[].do"),
  ...textsAt("criteria[].checks[].steps[].expect"),
  ...textsAt("criteria[].checks[].open"),
};

function textsAt(field: string): Readonly<Record<string, string>> {
  const text = "a text of 1 to 1000 characters";
  return { [field]: TEXTS, [`${field}.nb`]: text, [`${field}.en`]: text };
}
