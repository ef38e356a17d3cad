import { element, type Markup } from "../../report/html.ts";
import { facts, paragraph, section } from "../../report/section.ts";
import { name, tableOf, text } from "../../report/table.ts";
import { CONFIDENCE_TEXTS } from "./acceptance-words.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { LIST_TEXTS as TEXTS } from "./texts/list-texts.ts";

/** What the run did not test, and why. */
export function notTestedSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "not-tested", heading: say(TEXTS.notTested) };
  if (result.notTested.length === 0)
    return section(context, heading, paragraph(say(TEXTS.nothing)));
  const table = tableOf({
    caption: say(TEXTS.notTestedTable),
    head: [TEXTS.what, TEXTS.why].map(say),
    rows: result.notTested.map(({ what, why }) => [name(say(what)), text(say(why))]),
  });
  return section(context, heading, paragraph(say(TEXTS.notTestedIntro)), table);
}

/** What the run takes for granted, and how sure it is. */
export function assumptionSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "assumptions", heading: say(TEXTS.assumptions) };
  if (result.assumptions.length === 0) {
    return section(context, heading, paragraph(say(TEXTS.nothing)));
  }
  const table = tableOf({
    caption: say(TEXTS.assumptionTable),
    head: [TEXTS.assumption, TEXTS.confidence].map(say),
    rows: result.assumptions.map(({ what, confidence }) => [
      name(say(what)),
      text(say(CONFIDENCE_TEXTS[confidence])),
    ]),
  });
  return section(context, heading, paragraph(say(TEXTS.assumptionsIntro)), table);
}

/** How to repeat the run, and what it was made with. */
export function repeatSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const { seed, zone, file, versions, manifest, operation } = result;
  const named = Object.fromEntries(
    Object.entries(versions).map(([part, version]) => [
      part === "tzTable" ? say(TEXTS.zoneTable) : part,
      version,
    ]),
  );
  const traceHash = operation?.run.traceHash;
  return section(
    context,
    { id: "repeat", heading: say(TEXTS.repeat) },
    paragraph(say(TEXTS.repeatIntro)),
    element("pre", {}, element("code", {}, result.repeat)),
    facts([
      [say(TEXTS.seed), seed],
      [say(TEXTS.zone), zone],
      [say(TEXTS.file), file.name],
      ["SHA-256", file.sha256],
      ...(traceHash === undefined ? [] : [[say(TEXTS.traceHash), traceHash] as const]),
    ]),
    pairs(context, TEXTS.versions, [say(TEXTS.part), say(TEXTS.version)], named),
    pairs(context, TEXTS.manifest, [say(TEXTS.file), "SHA-256"], manifest),
  );
}

function pairs(
  { say }: AcceptanceContext,
  caption: (typeof TEXTS)[keyof typeof TEXTS],
  head: readonly string[],
  of: Readonly<Record<string, string>>,
): Markup {
  return element(
    "div",
    { class: "codes" },
    tableOf({
      ...{ caption: say(caption), head },
      rows: Object.entries(of).map(([key, value]) => [name(key), text(value)]),
    }),
  );
}
