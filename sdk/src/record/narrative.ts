import type { JsonValue } from "./fhir-types.ts";

/** Writes sentences as the text of a resource that people read. */
export function narrative(sentences: readonly string[]): JsonValue {
  const paragraphs = sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join("");
  return {
    status: "generated",
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs}</div>`,
  };
}

/** Leaves nothing that XML would read as markup, and no character that it can't hold. */
function escaped(text: string): string {
  return [...text]
    .map((letter) => (isXml(letter.codePointAt(0) ?? 0) ? letter : "\uFFFD"))
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function isXml(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
