import { type Content, element, type Markup, verbatim } from "./html.ts";

/** What a page of a report is put together from. */
export interface PageParts {
  /** Language as a page names it: `nb`, `en`. */
  readonly language: "nb" | "en";
  /** Title of the window, which may say more than the heading. */
  readonly title: string;
  readonly heading: string;
  readonly style: string;
  /** Words of the link that leads past the contents, and the section that it leads to. */
  readonly skip: { readonly words: string; readonly to: string };
  /** What stands between heading and contents, such as a warning. */
  readonly notice: Content;
  readonly contents: {
    readonly words: string;
    readonly entries: readonly (readonly [id: string, words: string])[];
  };
  readonly main: Content;
  readonly footer: Content;
}

/** Puts a report into one page of HTML that needs nothing else: no script, no file, no network. */
export function framedPage(parts: PageParts): string {
  const { language, heading, skip, notice, main, footer } = parts;
  const page = element(
    "html",
    { lang: language },
    headOf(parts),
    element(
      "body",
      {},
      element("a", { href: `#${skip.to}`, class: "skip" }, skip.words),
      element("header", {}, element("h1", {}, heading), notice, contentsOf(parts)),
      element("main", {}, main),
      element("footer", {}, footer),
    ),
  );
  return `<!DOCTYPE html>\n${page.markup}\n`;
}

function headOf({ title, style }: PageParts): Markup {
  return element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", {
      "http-equiv": "Content-Security-Policy",
      content: "default-src 'none'; style-src 'unsafe-inline'",
    }),
    element("title", {}, title),
    element("style", {}, verbatim(style)),
  );
}

function contentsOf({ contents: { words, entries } }: PageParts): Markup {
  const links = entries.map(([id, text]) =>
    element("li", {}, element("a", { href: `#${id}` }, text)),
  );
  return element("nav", { "aria-label": words }, element("ul", {}, links));
}
