/** One thing that is said in English, and how bokmål says it. */
export interface PhrasePattern {
  readonly english: RegExp;
  readonly norwegian: string;
}

/**
 * Makes patterns of English words by which bokmål ones stand: `*` stands for what differs, `#` for a
 * whole number.
 */
export function patternsOf(words: Readonly<Record<string, string>>): readonly PhrasePattern[] {
  return Object.entries(words).map(([english, norwegian]) => {
    const literal = english.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
    const pattern = literal.replaceAll("*", "(.*?)").replaceAll("#", "(\\d+)");
    return { english: new RegExp(`^${pattern}$`, "s"), norwegian };
  });
}

/** Says a text in bokmål by the first pattern that fits; nothing where none does. */
export function wordsFor(text: string, patterns: readonly PhrasePattern[]): string | undefined {
  for (const { english, norwegian } of patterns) {
    const match = english.exec(text);
    if (match === null) continue;
    let at = 0;
    return norwegian.replaceAll("*", () => {
      at += 1;
      return match[at] ?? "";
    });
  }
  return undefined;
}
