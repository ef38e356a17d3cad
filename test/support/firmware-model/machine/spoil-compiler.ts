import { dirname, join } from "node:path";
import type * as Model from "@dosekit/firmware-model";
import type { Compiler } from "./chart-lanes.ts";
import { COMPILER_DEFECTS, CONTROL, type CompilerDefect } from "./compiler-defects.ts";

const QUERY = "compiler-defect";
const FOLDER = "/firmware-model/src/machine/";
const WITH_DEFECT = new RegExp(`^(.*${FOLDER}.*\\.ts)\\?${QUERY}=([a-z-]+)$`);

/** What Vite asks a plugin for, as far as it is needed here. */
interface CompilerPlugin {
  readonly name: string;
  readonly enforce: "pre";
  resolveId(source: string, importer: string | undefined): string | undefined;
  transform(code: string, id: string): string | undefined;
}

/**
 * Lets a test load the compiler once more with a defect in it: modules with the query
 * `?compiler-defect=` pass it on to those of the same folder that they import.
 */
export function spoilCompiler(): CompilerPlugin {
  return {
    name: "dosekit-compiler-defect",
    enforce: "pre",
    resolveId(source, importer) {
      const [, file, id] = WITH_DEFECT.exec(importer ?? "") ?? [];
      if (file === undefined || !source.startsWith(".")) return undefined;
      const path = join(dirname(file), source);
      return path.includes(FOLDER) ? `${path}?${QUERY}=${id}` : undefined;
    },
    transform(code, id) {
      const [, file, name] = WITH_DEFECT.exec(id) ?? [];
      const defect = [CONTROL, ...COMPILER_DEFECTS].find((one) => one.id === name);
      return file !== undefined && defect !== undefined && file.endsWith(`/${defect.file}`)
        ? spoiledText(defect, code)
        : undefined;
    },
  };
}

/** Loads the compiler with one defect in it. */
export async function spoiledCompiler({ id }: CompilerDefect): Promise<Compiler> {
  const folder = new URL("../../../../firmware-model/src/machine/compile/", import.meta.url);
  const load = async (file: string) =>
    (await import(/* @vite-ignore */ `${folder.pathname}${file}?${QUERY}=${id}`)) as typeof Model;
  const { compileChart } = await load("compiled-chart.ts");
  const { bindSource } = await load("chart-source.ts");
  const { makeEffects, makeInstance } = await load("chart-stepper.ts");
  const { ownContext } = await load("own-context.ts");
  const { checkedDelayMs, endlessChart } = await load("step-limits.ts");
  const { stepperExecutor } = await load("stepper-executor.ts");
  return {
    ...{ bindSource, checkedDelayMs, compileChart, endlessChart },
    ...{ makeEffects, makeInstance, ownContext, stepperExecutor },
  };
}

function spoiledText({ id, from, to, file }: CompilerDefect, text: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new RangeError(`${id}: its text stands ${parts.length - 1} times in ${file}`);
  }
  return parts.join(to);
}
