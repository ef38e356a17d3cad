import { type Finding, findingAt, type Node, type Rule, type SourceFile } from "../source-file.ts";

/** Every export of a package says what it means, and so does every public method of a class. */
export const docstrings: Rule = (file) => {
  if (!file.path.includes("/src/")) return [];
  const body = file.program["body"] as readonly Node[];
  return body.flatMap((statement) => {
    const declaration = statement["declaration"] as Node | null | undefined;
    if (statement.type !== "ExportNamedDeclaration" || !declaration) return [];
    const own = documented(file, statement.start)
      ? []
      : [findingAt(file, statement.start, `${nameOf(declaration)} has no docstring`)];
    return [...own, ...undocumentedMembers(file, declaration)];
  });
};

function undocumentedMembers(file: SourceFile, declaration: Node): readonly Finding[] {
  if (declaration.type !== "ClassDeclaration") return [];
  const members = (declaration["body"] as Node)["body"] as readonly Node[];
  return members
    .filter((member) => member.type === "MethodDefinition" && isPublic(member))
    .filter((member) => !documented(file, member.start))
    .map((member) =>
      findingAt(file, member.start, `${nameOf(declaration)}.${nameOf(member)} has no docstring`),
    );
}

function isPublic(member: Node): boolean {
  const key = member["key"] as Node;
  return (
    key.type !== "PrivateIdentifier" &&
    member["kind"] !== "constructor" &&
    member["override"] !== true &&
    (member["accessibility"] ?? "public") === "public"
  );
}

/** True when a `/** … *\/` comment ends right before the offset, with nothing but space between. */
function documented(file: SourceFile, offset: number): boolean {
  return file.comments.some(
    (comment) =>
      comment.type === "Block" &&
      comment.value.startsWith("*") &&
      comment.end <= offset &&
      file.text.slice(comment.end, offset).trim() === "",
  );
}

function nameOf(node: Node): string {
  const id = (node["id"] ?? node["key"]) as Node | null | undefined;
  if (typeof id?.["name"] === "string") return id["name"];
  const declarations = node["declarations"] as readonly Node[] | undefined;
  const first = declarations?.[0]?.["id"] as Node | undefined;
  return typeof first?.["name"] === "string" ? first["name"] : node.type;
}
