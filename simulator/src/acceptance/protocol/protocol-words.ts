/** Languages that a protocol is printed in. */
export type ProtocolLanguage = "nb" | "en";

/** Columns of a test protocol, in order: where it belongs, what to do, and what people fill in. */
export const PROTOCOL_COLUMNS = [
  "story",
  "product",
  "criterion",
  "check",
  "step",
  "do",
  "expected",
  "seen",
  "ok",
  "tester",
  "date",
] as const;
/** See {@link PROTOCOL_COLUMNS}. */
export type ProtocolColumn = (typeof PROTOCOL_COLUMNS)[number];

/** Headings of the columns. */
export const COLUMN_WORDS: Readonly<Record<ProtocolLanguage, Record<ProtocolColumn, string>>> = {
  nb: {
    ...{ story: "brukerhistorie", product: "produkt", criterion: "kriterium", check: "kontroll" },
    ...{ step: "trinn", do: "gjør", expected: "forventet", seen: "sett", ok: "i orden (ja/nei)" },
    ...{ tester: "tester", date: "dato" },
  },
  en: {
    ...{ story: "story", product: "product", criterion: "criterion", check: "check" },
    ...{ step: "step", do: "do", expected: "expected", seen: "seen", ok: "ok (yes/no)" },
    ...{ tester: "tester", date: "date" },
  },
};

/** What people may write about a step, in either language. */
export const ANSWERS: Readonly<Record<string, boolean>> = {
  ...{ ja: true, yes: true, ok: true },
  ...{ nei: false, no: false },
};
