import type { Node, SourceFile } from "../../../tidy/source-file.ts";
import type { Exported } from "./exported.ts";

/** A constant's value is shown when it is so short, in lines. */
const VALUE_LINES_MAX = 12;

/** Writes how something is used: signature and public members with their docstrings, no bodies. */
export function shapeOf(exported: Exported): string {
  return withoutLinks(rawShape(exported));
}

/** Writes links of docstrings as the names that they lead to. */
export function withoutLinks(text: string): string {
  return text.replace(/\{@link (\w+)\}/g, "`$1`");
}

function rawShape({ file, statement, declaration }: Exported): string {
  if (declaration.type === "ClassDeclaration") return classShape(file, declaration);
  if (declaration.type === "FunctionDeclaration") return headOf(file, declaration);
  const text = file.text.slice(declaration.start, statement.end).trimEnd();
  if (declaration.type !== "VariableDeclaration") return text;
  return text.split("\n").length <= VALUE_LINES_MAX ? text : `${constantHead(file, declaration)} …`;
}

/** What stands before a body. */
function headOf(file: SourceFile, node: Node): string {
  const body = (node["body"] ?? undefined) as Node | undefined;
  const head = file.text.slice(node.start, body?.start ?? node.end).trimEnd();
  return `${head.replace(/^async /, "")};`.replace(/;;$/, ";");
}

function constantHead(file: SourceFile, declaration: Node): string {
  const [first] = declaration["declarations"] as readonly Node[];
  const value = first?.["init"] as Node | undefined;
  return file.text.slice(declaration.start, value?.start).trimEnd();
}

function classShape(file: SourceFile, declaration: Node): string {
  const body = declaration["body"] as Node;
  const head = file.text.slice(declaration.start, body.start).trimEnd();
  const members = (body["body"] as readonly Node[]).filter(isPublic);
  const parts = members.map(
    (member) => `${commentBefore(file, member)}  ${memberShape(file, member)}`,
  );
  return [`${head} {`, parts.join("\n\n"), "}"].filter((part) => part !== "").join("\n");
}

function memberShape(file: SourceFile, member: Node): string {
  if (member.type !== "MethodDefinition") {
    const value = (member["value"] ?? undefined) as Node | undefined;
    const hasType = Boolean(member["typeAnnotation"]);
    const end = hasType && value !== undefined ? value.start : member.end;
    return `${file.text.slice(member.start, end).replace(/\s*=?\s*;?\s*$/, "")};`;
  }
  const body = (member["value"] as Node)["body"] as Node | null;
  const head = file.text.slice(member.start, body?.start ?? member.end).trimEnd();
  return `${head.replace(/^((?:static )?)async /, "$1")};`.replace(/;;$/, ";");
}

/** Docstring of a member as it stands in the source, with its line break. */
function commentBefore(file: SourceFile, member: Node): string {
  const comment = file.comments.find(
    ({ type, value, end }) =>
      type === "Block" &&
      value.startsWith("*") &&
      end <= member.start &&
      file.text.slice(end, member.start).trim() === "",
  );
  return comment === undefined ? "" : `  ${file.text.slice(comment.start, comment.end)}\n`;
}

function isPublic(member: Node): boolean {
  const key = member["key"] as Node | undefined;
  const access = member["accessibility"] ?? "public";
  return key !== undefined && key.type !== "PrivateIdentifier" && access === "public";
}
