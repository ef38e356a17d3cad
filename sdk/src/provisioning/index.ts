export * from "./broker-rules.ts";
export * from "./certificate-maker.ts";
export * from "./installation.ts";
export * from "./provision-device.ts";
