import { storyText } from "./acceptance-words.ts";
import type { AcceptanceLanguage } from "./page-context.ts";

/** Puts people's words in the place of the names by which the simulator tells operators apart. */
export function withPlainOperators(text: string, language: AcceptanceLanguage): string {
  const operator = language === "nb" ? "operatør" : "operator";
  return text.replaceAll(/\boperator-(\d+)\b/g, `${operator} $1`);
}

/** Says whose device it is where it goes a user's way through the service; others keep their name. */
export function plainDevice(deviceId: string, language: AcceptanceLanguage): string {
  const [, story] = /^([a-z]+)-way$/.exec(deviceId) ?? [];
  if (story === undefined) return deviceId;
  const { nb, en } = storyText(story);
  return language === "nb" ? `dispenseren til ${nb}` : `${en}'s dispenser`;
}
