import { element, type Markup } from "../../report/html.ts";
import { paragraph, section } from "../../report/section.ts";
import { name, tableOf, text } from "../../report/table.ts";
import type { BothTexts } from "../criterion.ts";
import { DATA_FLOW } from "../privacy/data-flow.ts";
import {
  type DraftEntry,
  IMPACT_ASSESSMENT,
  PROCESSING_RECORD,
  PROCESSOR_AGREEMENT,
} from "../privacy/privacy-drafts.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { PRIVACY_TEXTS as TEXTS } from "./texts/privacy-texts.ts";

/** Where data goes and how long it stays, and drafts for the municipality's own documents. */
export function privacySection(context: AcceptanceContext): Markup {
  const { say } = context;
  const flow = tableOf({
    caption: say(TEXTS.flow),
    head: [TEXTS.place, TEXTS.holds, TEXTS.identity, TEXTS.kept, TEXTS.protection].map(say),
    rows: DATA_FLOW.map(({ place, holds, identity, kept, protection }) => [
      name(say(place)),
      ...[holds, identity, kept, protection].map((words) => text(say(words))),
    ]),
  });
  return section(
    context,
    { id: "privacy", heading: say(TEXTS.heading) },
    paragraph(say(TEXTS.intro)),
    flow,
    paragraph(say(TEXTS.draftIntro)),
    draftTable(context, TEXTS.record, PROCESSING_RECORD),
    draftTable(context, TEXTS.assessment, IMPACT_ASSESSMENT),
    draftTable(context, TEXTS.agreement, PROCESSOR_AGREEMENT),
  );
}

function draftTable(
  { say }: AcceptanceContext,
  title: BothTexts,
  entries: readonly DraftEntry[],
): Markup {
  const table = tableOf({
    caption: say(title),
    head: [TEXTS.field, TEXTS.draft, TEXTS.own].map(say),
    rows: entries.map(({ field, draft }) => [
      name(say(field)),
      text(draft === undefined ? "" : say(draft)),
      text(""),
    ]),
  });
  return element("div", { class: "draft" }, table);
}
