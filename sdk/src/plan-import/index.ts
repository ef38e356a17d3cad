export {
  type ImportedPlan,
  importPlan,
  type PlanImport,
  type PlanImportOptions,
} from "./import-plan.ts";
export type { ImportProblem, ImportProblemCode } from "./import-problem.ts";
