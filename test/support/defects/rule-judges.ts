import type { Judge } from "./defect.ts";

/** The property of all rules over drawn plans, people, faults and power cuts, for one product. */
export function rulesOf(product: string): Judge {
  return {
    project: "property",
    file: "simulator/rules.test.ts",
    title: `whatever happens to '${product}'`,
  };
}

/** A property of the device alone, whatever its board, its user and its gateway do. */
export function devices(title?: string): Judge {
  const judge = { project: "property", file: "firmware-model/device.test.ts" } as const;
  return title === undefined ? judge : { ...judge, title };
}

/** A property of the rolls alone. */
export function rolls(title?: string): Judge {
  const judge = { project: "property", file: "firmware-model/rolls.test.ts" } as const;
  return title === undefined ? judge : { ...judge, title };
}

/** A file of tests of single behaviours. */
export function unit(file: string, title?: string): Judge {
  return { project: "unit", file, ...(title === undefined ? {} : { title }) };
}
