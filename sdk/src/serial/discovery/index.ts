export * from "./discover-lines.ts";
export * from "./discovered-line.ts";
export * from "./line-candidates.ts";
