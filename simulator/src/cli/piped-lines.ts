import { createInterface } from "node:readline";

/**
 * Reads a stream line by line as it is asked for, so that lines that were piped in answer one
 * question each; nothing after the last.
 */
export function pipedLines(input: NodeJS.ReadableStream): () => Promise<string | undefined> {
  let lines: AsyncIterator<string> | undefined;
  return async () => {
    lines ??= createInterface({ input, terminal: false })[Symbol.asyncIterator]();
    const { done, value } = await lines.next();
    return done === true ? undefined : value;
  };
}
