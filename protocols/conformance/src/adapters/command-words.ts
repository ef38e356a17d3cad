/** Cuts a command line into words: blanks part them, quotes keep them together. Pure. */
export function splitCommand(text: string): readonly string[] {
  const words = [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)];
  return words.map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}
