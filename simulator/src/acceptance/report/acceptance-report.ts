import { type Content, element, type Markup } from "../../report/html.ts";
import { framedPage } from "../../report/page-frame.ts";
import { paragraph } from "../../report/section.ts";
import type { BothTexts } from "../criterion.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import { acceptanceStyle } from "./acceptance-style.ts";
import { benefitsSection } from "./benefits-section.ts";
import { criteriaSection } from "./criteria-section.ts";
import { deviationSection } from "./deviation-section.ts";
import { frontSection } from "./front-section.ts";
import { hazardSection } from "./hazard-section.ts";
import { incidentSection } from "./incident-section.ts";
import { assumptionSection, notTestedSection, repeatSection } from "./list-sections.ts";
import { measuresSection } from "./measures-section.ts";
import { operationSection } from "./operation-section.ts";
import {
  type AcceptanceContext,
  type AcceptanceLanguage,
  acceptanceContext,
} from "./page-context.ts";
import { pathwaySection } from "./pathway-section.ts";
import { privacySection } from "./privacy-section.ts";
import { staffingSection } from "./staffing-section.ts";
import { BENEFITS_TEXTS } from "./texts/benefits-texts.ts";
import { CRITERIA_TEXTS } from "./texts/criteria-texts.ts";
import { DEVIATION_TEXTS } from "./texts/deviation-texts.ts";
import { FRONT_TEXTS } from "./texts/front-texts.ts";
import { HAZARD_TEXTS } from "./texts/hazard-texts.ts";
import { INCIDENT_TEXTS, PATHWAY_TEXTS } from "./texts/incident-texts.ts";
import { LIST_TEXTS } from "./texts/list-texts.ts";
import { MEASURES_TEXTS } from "./texts/measures-texts.ts";
import { OPERATION_TEXTS } from "./texts/operation-texts.ts";
import { PAGE_TEXTS } from "./texts/page-texts.ts";
import { PRIVACY_TEXTS } from "./texts/privacy-texts.ts";
import { STAFFING_TEXTS } from "./texts/staffing-texts.ts";

/** Sections of the report in order: where a link leads, what it says, and what stands there. */
const SECTIONS: readonly (readonly [
  id: string,
  words: BothTexts,
  section: (context: AcceptanceContext) => Markup,
])[] = [
  ["verdict", FRONT_TEXTS.heading, frontSection],
  ["criteria", CRITERIA_TEXTS.heading, criteriaSection],
  ["deviations", DEVIATION_TEXTS.heading, deviationSection],
  ["operation", OPERATION_TEXTS.heading, operationSection],
  ["measures", MEASURES_TEXTS.heading, measuresSection],
  ["staffing", STAFFING_TEXTS.heading, staffingSection],
  ["benefits", BENEFITS_TEXTS.heading, benefitsSection],
  ["incidents", INCIDENT_TEXTS.heading, incidentSection],
  ["pathway", PATHWAY_TEXTS.heading, pathwaySection],
  ["hazards", HAZARD_TEXTS.heading, hazardSection],
  ["privacy", PRIVACY_TEXTS.heading, privacySection],
  ["not-tested", LIST_TEXTS.notTested, notTestedSection],
  ["assumptions", LIST_TEXTS.assumptions, assumptionSection],
  ["repeat", LIST_TEXTS.repeat, repeatSection],
];

/**
 * Writes an acceptance run as one page of HTML that is read offline, printed and signed.
 *
 * Everything that the page tells stands in it as text or in a table; pictures only repeat it. A run
 * that was interrupted is marked in its heading, in every section and on every printed page, and
 * its verdict approves nothing.
 */
export function acceptanceReport(result: AcceptanceResult, language: AcceptanceLanguage): string {
  const context = acceptanceContext(result, language);
  const { say, document, texts } = context;
  const mark = document.partial ? ` (${texts.partialMark})` : "";
  const heading = `${say(PAGE_TEXTS.title)}${mark}`;
  return framedPage({
    ...{ language, heading, title: `${result.municipality}: ${heading}` },
    style: acceptanceStyle(say, document.partial),
    skip: { words: say(PAGE_TEXTS.skip), to: "verdict" },
    notice: warning(context),
    contents: {
      words: say(PAGE_TEXTS.contents),
      entries: SECTIONS.map(([id, words]) => [id, say(words)]),
    },
    main: SECTIONS.map(([, , section]) => section(context)),
    footer: paragraph(say(PAGE_TEXTS.footer)),
  });
}

function warning({ say, document }: AcceptanceContext): Content {
  if (!document.partial) return [];
  return element("p", { class: "partial", role: "note" }, say(PAGE_TEXTS.partial));
}
