import { type Content, element, type Markup } from "./html.ts";

/** What a section has to know of its page. */
export interface SectionContext {
  readonly document: { readonly partial: boolean };
  readonly texts: { readonly partialMark: string };
}

/** Makes a section of the page; one of a partial run says so in its heading. */
export function section(
  { document, texts }: SectionContext,
  { id, heading }: { readonly id: string; readonly heading: string },
  ...inside: Content[]
): Markup {
  const mark = document.partial
    ? [" ", element("span", { class: "partial-mark" }, `(${texts.partialMark})`)]
    : [];
  return element(
    "section",
    { id, "aria-labelledby": `${id}-heading` },
    element("h2", { id: `${id}-heading` }, heading, mark),
    inside,
  );
}

/** Makes a figure: a picture with the sentence that says what it shows. */
export function figure(picture: Markup, caption: string): Markup {
  const scrolled = element(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
    picture,
  );
  return element("figure", {}, scrolled, element("figcaption", {}, caption));
}

/** Makes a paragraph. */
export function paragraph(...inside: Content[]): Markup {
  return element("p", {}, inside);
}

/** Makes a list of names and what stands for each. */
export function facts(rows: readonly (readonly [string, Content])[]): Markup {
  return element(
    "dl",
    {},
    rows.map(([term, said]) => [element("dt", {}, term), element("dd", {}, said)]),
  );
}
