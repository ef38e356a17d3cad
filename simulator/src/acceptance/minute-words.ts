import type { BothTexts } from "./criterion.ts";

/** Says how many minutes, one of them in the singular. */
export function inMinutes(count: number): BothTexts {
  const isOne = count === 1;
  return {
    nb: `${count} ${isOne ? "minutt" : "minutter"}`,
    en: `${count} ${isOne ? "minute" : "minutes"}`,
  };
}
