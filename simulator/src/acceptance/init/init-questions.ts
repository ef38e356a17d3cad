import type { BothTexts } from "../criterion.ts";
import { FIELD, STORIES } from "../service-fields.ts";
import { shippedCriteria } from "../shipped-criteria.ts";
import { writtenDate } from "../written-date.ts";
import type { InitAnswers } from "./init-answers.ts";

/** One question of `init`. */
export interface InitQuestion<T> {
  /** Option that answers it without a terminal. */
  readonly option: string;
  readonly text: BothTexts;
  /** The answer of whoever just presses Enter; absent where there is none. */
  readonly usual?: string;
  /** What may be answered, in words. */
  readonly allowed: BothTexts;
  readonly read: (answer: string) => T | undefined;
}

/** A story as a question about it names it. */
type Story = (typeof STORIES)[number];

/** The product that a story was procured with. */
export function usualProduct(story: Story): string | undefined {
  return shippedCriteria().find((one) => one.story === story)?.product;
}

/** Asks which stories there are, before each is asked about by itself. */
export const STORIES_QUESTION: InitQuestion<readonly Story[]> = {
  option: "--story",
  text: {
    nb: "Hvilke brukerhistorier gjelder det, med komma mellom",
    en: "Which user stories is it about, with commas between",
  },
  usual: "tone",
  allowed: alike(STORIES.join(", ")),
  read: (answer) => {
    const named = [
      ...new Set(
        answer
          .toLowerCase()
          .split(/[,;\s]+|\b(?:og|and)\b/)
          .filter((word) => word !== ""),
      ),
    ];
    const told = STORIES.filter((story) => named.includes(story));
    return told.length === named.length && told.length > 0 ? told : undefined;
  },
};

/** Asks for the product of a story. */
export function productQuestion(story: Story): InitQuestion<string> {
  const usual = usualProduct(story);
  return {
    option: "--story",
    text: { nb: `Produkt for ${story}`, en: `Product of ${story}` },
    ...(usual === undefined ? {} : { usual }),
    allowed: alike(FIELD.product.description ?? ""),
    read: (answer) => FIELD.product.safeParse(answer.toLowerCase()).data,
  };
}

/** Asks how many devices a story has. */
export function devicesQuestion(story: Story): InitQuestion<number> {
  return {
    option: "--story",
    text: { nb: `Antall enheter for ${story}`, en: `Number of devices of ${story}` },
    usual: "10",
    allowed: wholeFrom(1, 100_000),
    read: (answer) => wholeIn(answer, 1, 100_000),
  };
}

/** A whole story as an option gives it: `tone=evondos-e300:60`. */
export const STORY_OPTION = {
  allowed: "a story, its product and the number of devices, such as tone=evondos-e300:60",
  read: (text: string): InitAnswers["stories"][number] | undefined => {
    const match = /^([a-z]+)=([a-z0-9-]+):(\d{1,6})$/.exec(text.trim().toLowerCase());
    const story = FIELD.story.safeParse(match?.[1]).data;
    const product = FIELD.product.safeParse(match?.[2]).data;
    const devices = wholeIn(match?.[3] ?? "", 1, 100_000);
    return story === undefined || product === undefined || devices === undefined
      ? undefined
      : { story, product, devices };
  },
} as const;

/** The questions that stand by themselves, in order. */
export const INIT_QUESTIONS: {
  readonly [K in Exclude<keyof InitAnswers, "stories">]: InitQuestion<InitAnswers[K]>;
} = {
  municipality: {
    option: "--municipality",
    text: { nb: "Hva heter kommunen", en: "What is the municipality called" },
    allowed: { nb: "tekst på 1 til 80 tegn", en: FIELD.text.description ?? "" },
    read: (answer) => FIELD.text.safeParse(answer).data,
  },
  operators: {
    option: "--operators",
    text: {
      nb: "Operatører på dag, kveld og natt, med komma mellom",
      en: "Operators by day, evening and night, with commas between",
    },
    usual: "3,2,2",
    allowed: {
      nb: "tre hele tall fra 0 til 10000, som 3,2,2",
      en: "three whole numbers from 0 to 10000, such as 3,2,2",
    },
    read: (answer) => {
      const [day, evening, night, ...more] = numbersIn(answer, 10_000, /^\d{1,5}$/) ?? [];
      if (day === undefined || evening === undefined || night === undefined) return undefined;
      return more.length > 0 ? undefined : { day, evening, night };
    },
  },
  serious: limitQuestion("--serious", "5,60", {
    nb: "Frist for alvorlige varsler: minutter til kvittering og til tiltak",
    en: "Limits for serious alerts: minutes to acknowledgement and to action",
  }),
  moderate: limitQuestion("--moderate", "15,240", {
    nb: "Frist for moderate varsler: minutter til kvittering og til tiltak",
    en: "Limits for moderate alerts: minutes to acknowledgement and to action",
  }),
  start: {
    option: "--start",
    text: {
      nb: "Første dag i godkjenningsperioden, som 2027-03-01",
      en: "First day of the approval period, such as 2027-03-01",
    },
    allowed: {
      nb: "en dato som finnes, som 2027-03-01",
      en: "a date that exists, such as 2027-03-01",
    },
    read: writtenDate,
  },
  weeks: {
    option: "--weeks",
    text: { nb: "Uker i godkjenningsperioden", en: "Weeks of the approval period" },
    usual: "12",
    allowed: wholeFrom(1, 104),
    read: (answer) => wholeIn(answer, 1, 104),
  },
};

function limitQuestion(
  option: string,
  usual: string,
  text: BothTexts,
): InitQuestion<InitAnswers["serious"]> {
  return {
    ...{ option, usual, text },
    allowed: {
      nb: "to tall i minutter fra 0 til 10080, det andre ikke mindre enn det første, som 5,60",
      en: "two numbers of minutes from 0 to 10080, the second not below the first, such as 5,60",
    },
    read: (answer) => {
      const [acknowledgeMinutes, actMinutes, ...more] =
        numbersIn(answer, 10_080, /^\d{1,5}$/) ?? [];
      if (acknowledgeMinutes === undefined || actMinutes === undefined) return undefined;
      if (more.length > 0 || actMinutes < acknowledgeMinutes) return undefined;
      return { acknowledgeMinutes, actMinutes };
    },
  };
}

function alike(text: string): BothTexts {
  return { nb: text, en: text };
}

function wholeFrom(least: number, most: number): BothTexts {
  return {
    nb: `et helt tall fra ${least} til ${most}`,
    en: `a whole number from ${least} to ${most}`,
  };
}

function numbersIn(answer: string, most: number, form: RegExp): readonly number[] | undefined {
  const parts = answer.split(/\s*[,;]\s*|\s+(?:og\s+|and\s+)?/);
  const numbers = parts.map((part) => (form.test(part) ? Number(part) : Number.NaN));
  return numbers.every((value) => value <= most) ? numbers : undefined;
}

function wholeIn(answer: string, least: number, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(answer) ? Number(answer) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
