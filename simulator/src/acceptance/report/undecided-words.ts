import type { BothTexts } from "../criterion.ts";
import { INCIDENTS } from "../result/incident-result.ts";
import { INCIDENT_TITLES } from "../run/incident-titles.ts";
import { PART_TITLES } from "../run/run-request.ts";
import { SERVICE_MEASURES } from "../thresholds.ts";
import { storyText } from "./acceptance-words.ts";

/** Names what a verdict waits for: a criterion by its id, everything else in words. */
export function undecidedText(id: string): BothTexts {
  const [kind, name = ""] = id.split(/:(.*)/s);
  const incident = INCIDENTS.find((one) => one === name);
  if (kind === "incident" && incident !== undefined) return INCIDENT_TITLES[incident];
  if (kind === "pathway" && name !== "") {
    const { nb, en } = storyText(name);
    return { nb: `tjenesteforløpet for ${nb}`, en: `the pathway of ${en}` };
  }
  return wordsIn(SERVICE_MEASURES, id) ?? wordsIn(PART_TITLES, id) ?? { nb: id, en: id };
}

function wordsIn(all: Readonly<Record<string, BothTexts>>, id: string): BothTexts | undefined {
  return Object.hasOwn(all, id) ? all[id] : undefined;
}
