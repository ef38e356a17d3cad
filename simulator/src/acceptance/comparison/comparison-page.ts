import { dayNumberOf } from "@dosekit/protocols";
import { element, type Markup } from "../../report/html.ts";
import { framedPage } from "../../report/page-frame.ts";
import { paragraph, section } from "../../report/section.ts";
import { name, tableOf, text } from "../../report/table.ts";
import { acceptanceStyle } from "../report/acceptance-style.ts";
import { storyText } from "../report/acceptance-words.ts";
import { type AcceptanceLanguage, type PageContext, pageContext } from "../report/page-context.ts";
import { PAGE_TEXTS } from "../report/texts/page-texts.ts";
import type { ComparisonResult } from "./comparison-result.ts";
import { COMPARISON_TEXTS as TEXTS } from "./comparison-texts.ts";
import { storySection } from "./story-section.ts";

/**
 * Writes a comparison as one offline page of HTML: what it is for, then each user story with its
 * products side by side. There is no score and no ranking anywhere in it.
 */
export function comparisonPage(comparison: ComparisonResult, language: AcceptanceLanguage): string {
  const context = pageContext(language, comparison.partial);
  const { say, document, texts } = context;
  const heading = `${say(TEXTS.title)}${document.partial ? ` (${texts.partialMark})` : ""}`;
  const { stories, municipalities } = comparison;
  return framedPage({
    ...{ language, heading, title: `${municipalities.join(", ")}: ${heading}` },
    style: acceptanceStyle(say, document.partial),
    skip: { words: say(TEXTS.skip), to: "purpose" },
    notice: document.partial
      ? element("p", { class: "partial", role: "note" }, say(PAGE_TEXTS.partial))
      : [],
    contents: {
      words: say(PAGE_TEXTS.contents),
      entries: [
        ["purpose", say(TEXTS.purpose)],
        ...stories.map(({ story }) => [sectionId(story), say(storyText(story))] as const),
        ["runs", say(TEXTS.runs)],
      ],
    },
    main: [
      purposeSection(context, comparison),
      ...stories.map((story) => storySection(context, sectionId(story.story), story)),
      runsSection(context, comparison),
    ],
    footer: paragraph(say(PAGE_TEXTS.footer)),
  });
}

/** A municipality may name stories of its own, with signs that an address can't hold. */
function sectionId(story: string): string {
  const plain = [...story].map((sign) =>
    /[a-z0-9]/.test(sign) ? sign : `-${sign.codePointAt(0)?.toString(16)}`,
  );
  return `story-${plain.join("")}`;
}

function purposeSection(context: PageContext, { cautions, stories }: ComparisonResult): Markup {
  const { say } = context;
  const list = cautions.map((caution) => element("li", {}, say(caution)));
  return section(
    context,
    { id: "purpose", heading: say(TEXTS.purpose) },
    paragraph(say(TEXTS.judgement)),
    paragraph(say(TEXTS.intervals)),
    paragraph(say(TEXTS.notAsked)),
    paragraph(say(TEXTS.chartWhat)),
    cautions.length === 0 ? [] : [element("h3", {}, say(TEXTS.cautions)), element("ul", {}, list)],
    stories.length === 0 ? paragraph(say(TEXTS.none)) : [],
  );
}

function runsSection(context: PageContext, { runs }: ComparisonResult): Markup {
  const { say, numbers } = context;
  const dateText = (date: string) => {
    const day = dayNumberOf(date.slice(0, 10));
    return day === undefined ? date : numbers.date(day);
  };
  const table = tableOf({
    caption: say(TEXTS.runsTable),
    head: [say(TEXTS.file), say(TEXTS.seed), say(TEXTS.date), "SHA-256"],
    rows: runs.map(({ file, seed, date, sha256, partial }) => [
      name(partial ? `${file} (${context.texts.partialMark})` : file),
      text(seed),
      text(dateText(date)),
      text(sha256),
    ]),
  });
  return section(
    context,
    { id: "runs", heading: say(TEXTS.runs) },
    element("div", { class: "codes" }, table),
  );
}
