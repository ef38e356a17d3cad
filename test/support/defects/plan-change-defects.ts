import type { Defect } from "./defect.ts";
import { unit } from "./rule-judges.ts";

const judge = unit("firmware-model/device/desired-config.test.ts");

/** Mistakes about known doses that a new plan puts off to later that day. */
export const PLAN_CHANGE_DEFECTS: readonly Defect[] = [
  {
    id: "S3-put-off-without-a-clock",
    rule: "S3",
    breaks: "A dose that waits is forgotten when it is put off while the clock is not trusted.",
    file: "firmware-model/src/device/waiting-plan-change.ts",
    from: "isSameWindow(window, dose) || !trusted ||",
    to: "isSameWindow(window, dose) ||",
    judge,
  },
  {
    id: "S3-put-off-stands-before-others",
    rule: "S3",
    breaks: "A dose that a plan puts off stands before one that is due sooner.",
    file: "firmware-model/src/device/dose-facts.ts",
    from: "(one, other) => one.dueMs - other.dueMs,",
    to: "() => 0,",
    judge,
  },
];
