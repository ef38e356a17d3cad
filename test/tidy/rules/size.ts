import { findingAt, type Node, type Rule, walk } from "../source-file.ts";

/** Lines that a hand-written file and a function may have at the most. */
export const LINES = { file: 400, function: 70 } as const;

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Files and functions stay small enough to be read in one go; generated files are exempt. */
export const size: Rule = (file) => {
  if (!file.path.includes("/src/") || file.path.endsWith(".generated.ts")) return [];
  const lines = file.text.split("\n").length - 1;
  const tooLong =
    lines > LINES.file
      ? [findingAt(file, 0, `${lines} lines, at most ${LINES.file}: split it`)]
      : [];
  const functions: Node[] = [];
  walk(file.program, (node) => {
    if (FUNCTIONS.has(node.type) && lineSpan(file.text, node) > LINES.function)
      functions.push(node);
  });
  return [
    ...tooLong,
    ...functions.map((node) =>
      findingAt(
        file,
        node.start,
        `a function of ${lineSpan(file.text, node)} lines, at most ${LINES.function}`,
      ),
    ),
  ];
};

function lineSpan(text: string, node: Node): number {
  return text.slice(node.start, node.end).split("\n").length;
}
