import { findingAt, type Node, type Rule, type SourceFile, walk } from "../source-file.ts";

const RUNNERS = new Set(["test", "it", "describe"]);

/** Tests state behaviour, run always, and wait for nothing but what they ask for. */
export const testStyle: Rule = (file) => {
  if (!file.path.startsWith("test/") || !file.path.endsWith(".test.ts")) return [];
  return [...titles(file), ...modifiers(file), ...sleeps(file)];
};

function titles(file: SourceFile) {
  return calls(file).flatMap(({ callee, node }) => {
    const first = (node["arguments"] as readonly Node[])[0];
    const title = first?.["value"];
    if (!RUNNERS.has(String(callee["name"])) || typeof title !== "string") return [];
    return /\bshould\b/i.test(title)
      ? [findingAt(file, node.start, `"${title}": state the behaviour instead of what should be`)]
      : [];
  });
}

function modifiers(file: SourceFile) {
  const found: { offset: number; name: string }[] = [];
  walk(file.program, (node) => {
    if (node.type !== "MemberExpression") return;
    const [object, property] = [node["object"] as Node, node["property"] as Node];
    const name = `${String(object["name"])}.${String(property["name"])}`;
    if (/^(test|it|describe)\.(only|skip|todo|skipIf|runIf)$/.test(name) || name === "vi.mock") {
      found.push({ offset: node.start, name });
    }
  });
  return found
    .filter(({ offset }) => !hasReason(file, offset))
    .map(({ offset, name }) =>
      findingAt(file, offset, `${name}: say why in a comment that begins with "Reason:"`),
    );
}

/** A skipped test is allowed with its reason in the line above. */
function hasReason(file: SourceFile, offset: number): boolean {
  const before = file.text.slice(0, offset).split("\n");
  return /\/\/ Reason: \S/.test(before.at(-2) ?? "");
}

function sleeps(file: SourceFile) {
  if (file.path.startsWith("test/integration/") || file.path.startsWith("test/packaging/"))
    return [];
  return calls(file)
    .filter(({ callee }) => ["setTimeout", "setInterval"].includes(String(callee["name"])))
    .map(({ node }) =>
      findingAt(file, node.start, "tests outside integration wait for no wall clock"),
    );
}

function calls(file: SourceFile): readonly { callee: Node; node: Node }[] {
  const found: { callee: Node; node: Node }[] = [];
  walk(file.program, (node) => {
    if (node.type === "CallExpression") found.push({ callee: node["callee"] as Node, node });
  });
  return found;
}
