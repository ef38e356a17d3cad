export * from "./profile/figure.ts";
export * from "./profile/product-profile.ts";
export {
  type InstantReading,
  instantOf,
  isCovered,
  type LocalReading,
  type LocalTimeKind,
  localOf,
  OUTSIDE_TABLE,
  type OutsideTable,
  offsetAt,
} from "./time/civil-time.ts";
export * from "./time/dose-window.ts";
export * from "./time/plan-check.ts";
export * from "./time/plan-problem.ts";
export * from "./time/plan-windows.ts";
export { ZONE_TABLE_VERSION } from "./time/zone-rows.generated.ts";
export * from "./time/zone-table.ts";
export * from "./time/zone-tables.ts";
