import { serviceAllowed } from "./service-format.ts";
import { KEY_WORDS, VALUE_WORDS } from "./service-words.ts";

/** Writes every field of an acceptance file under both of its names, with what may stand in it. */
export function serviceFieldTable(): string {
  const rows = Object.entries(serviceAllowed())
    .filter(([field]) => field !== "" && !field.endsWith("[]"))
    .map(([field, allowed]) => `| \`${field}\` | \`${inNorwegian(field)}\` | ${cell(allowed)} |`);
  return ["| field | felt | what may stand there |", "|---|---|---|", ...rows].join("\n");
}

/** Writes the Norwegian words that may stand for a value, by field. */
export function serviceValueTable(): string {
  const rows = Object.entries(VALUE_WORDS).flatMap(([field, words]) =>
    Object.entries(words).map(
      ([norwegian, english]) => `| \`${inNorwegian(field)}\` | \`${english}\` | \`${norwegian}\` |`,
    ),
  );
  return ["| felt | value | verdi |", "|---|---|---|", ...rows].join("\n");
}

function inNorwegian(field: string): string {
  return field.replaceAll(/[A-Za-z]+/g, (name) =>
    Object.hasOwn(KEY_WORDS, name) ? KEY_WORDS[name as keyof typeof KEY_WORDS] : name,
  );
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
