export * from "../inbox/row-subject.ts";
export * from "../watch/index.ts";
export * from "./centre-forwarder.ts";
export * from "./forwarder.ts";
export * from "./forwarder-supervisor.ts";
export * from "./notice-forwarder.ts";
export * from "./record-receiver.ts";
export * from "./rows-until.ts";
