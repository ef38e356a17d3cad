export * from "./byte-port.ts";
export * from "./memory-wire.ts";
export * from "./serial-byte-port.ts";
export * from "./tcp-byte-port.ts";
