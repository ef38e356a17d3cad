export { type JsonBounds, type JsonReading, readBoundedJson } from "./bounded-json.ts";
export { exportPlan, type PlanExport, type PlanExportOptions } from "./export-plan.ts";
export {
  type ImportedPlan,
  importPlan,
  type PlanImport,
  type PlanImportOptions,
} from "./import-plan.ts";
export { BUNDLE_BOUNDS, importPlanText } from "./import-plan-text.ts";
export type { ImportProblem, ImportProblemCode } from "./import-problem.ts";
