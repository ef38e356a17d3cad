import { fileURLToPath } from "node:url";
import { readTextFile } from "../fleet/read-text-file.ts";
import { readCriteria } from "./criteria-file.ts";
import type { CriteriaOfStory } from "./criterion.ts";

/** Folder of the criteria that ship with the simulator. */
const FOLDER = fileURLToPath(new URL("../../examples/acceptance/criteria", import.meta.url));
/** The user stories of the framework agreements, and what is asked of every product. */
const STORIES = ["tone", "roar", "hans", "peder", "every"] as const;

let shipped: readonly CriteriaOfStory[] | undefined;

/** Reads the criteria that ship with the simulator, once. */
export function shippedCriteria(): readonly CriteriaOfStory[] {
  shipped ??= STORIES.map((story) => {
    const file = `${story}.yaml`;
    return readCriteria({ file, text: readTextFile(file, FOLDER, "criteria") }, "shipped");
  });
  return shipped;
}
