export * from "./arbitrary-of.ts";
