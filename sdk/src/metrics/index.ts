export * from "./bind-metrics.ts";
export * from "./gateway-metrics.ts";
export * from "./histogram.ts";
export * from "./metric-snapshot.ts";
export * from "./prometheus-text.ts";
