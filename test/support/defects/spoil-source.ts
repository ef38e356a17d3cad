import { DEFECT_VARIABLE, type Defect } from "./defect.ts";
import { DEFECTS } from "./defects.ts";

/** What Vite asks a plugin for, as far as it is needed here. */
interface SourcePlugin {
  readonly name: string;
  readonly enforce: "pre";
  transform(code: string, id: string): string | undefined;
}

/**
 * Puts the defect that the environment names into the sources on their way to the tests; nothing on
 * the disk changes.
 *
 * @throws RangeError when there is no defect of that name
 */
export function spoilSource(environment: NodeJS.ProcessEnv): readonly SourcePlugin[] {
  const id = environment[DEFECT_VARIABLE];
  if (id === undefined || id === "") return [];
  const defect = DEFECTS.find((one) => one.id === id);
  if (defect === undefined) throw new RangeError(`no defect ${id}`);
  return [
    {
      name: "dosekit-defect",
      enforce: "pre",
      transform: (code, path) =>
        path.split("?")[0]?.endsWith(`/${defect.file}`) ? spoiled(defect, code) : undefined,
    },
  ];
}

/**
 * Puts a defect into the text of its file.
 *
 * @throws RangeError when the text that it replaces is not there exactly once
 */
export function spoiled({ id, file, from, to }: Defect, text: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new RangeError(`${id}: its text stands ${parts.length - 1} times in ${file}`);
  }
  return parts.join(to);
}
