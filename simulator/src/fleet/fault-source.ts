import { UserError } from "../cli/user-error.ts";
import {
  type FaultsSection,
  faultsSection,
  type SectionPlaces,
  sectionPlaces,
} from "../fault-file/faults-section.ts";
import { FAULT_PRESETS } from "../faults/fault.ts";
import { type LocatedDocument, parseLocated } from "./located-document.ts";
import { readTextFile } from "./read-text-file.ts";

/** What was said about faults, and where. */
export interface FaultSource {
  readonly section: FaultsSection;
  readonly places: SectionPlaces;
}

/** Who may say something about faults; the command line comes first. */
export interface FaultWords {
  /** What follows `--faults`: a preset, or the path of a fault file. */
  readonly option?: string;
  /** The fleet file, if there is one. */
  readonly document?: LocatedDocument;
  /** What the fleet file says, checked. */
  readonly section?: FaultsSection;
  /** Folders in which a path of the command line, and one of the fleet file, start. */
  readonly cwd: string;
  readonly folder: string;
}

/**
 * Finds what is said about faults, and reads the fault file if one is named.
 *
 * @throws UserError when the file can't be read or says what it can't
 */
export function faultSource({ option, document, section, cwd, folder }: FaultWords): FaultSource {
  if (option !== undefined) return sourceOfOption(option, cwd);
  if (document === undefined) return { section: {}, places: nowhere("--faults") };
  const places = sectionPlaces(document, ["faults"]);
  const { file, ...others } = section ?? {};
  if (file === undefined) return { section: others, places };
  const [beside] = Object.keys(others);
  if (beside === undefined) return sourceInFile(file, folder, "faults.file");
  throw new UserError({
    code: "faults.contradiction",
    ...places.at([beside]),
    found: `file and ${beside}`,
    allowed: `\`file\` alone, and \`${beside}\` in that file`,
    message: `Lines ${places.at(["file"]).line} and ${places.at([beside]).line} contradict each other: the faults are told twice.`,
  });
}

function sourceOfOption(option: string, cwd: string): FaultSource {
  const preset = FAULT_PRESETS.find((name) => name === option);
  if (preset !== undefined) return { section: { preset }, places: nowhere("--faults") };
  if (/[./\\]/.test(option)) return sourceInFile(option, cwd, "--faults");
  throw new UserError({
    code: "usage.bad-value",
    field: "--faults",
    found: option === "" ? "nothing" : option,
    allowed: `${FAULT_PRESETS.join(", ")}, or the path of a fault file, such as faults.yaml`,
    message: "An option has a value that it can't have.",
  });
}

function sourceInFile(path: string, folder: string, field: string): FaultSource {
  const document = parseLocated(readTextFile(path, folder, field), path);
  const places = sectionPlaces(document, []);
  const section = faultsSection(document.value, places);
  if (section.file === undefined) return { section, places };
  throw new UserError({
    code: "fleet.bad-value",
    ...places.at(["file"]),
    found: section.file,
    allowed: "`preset`, `planned` and `rolls`: a fault file names no other",
    message: "A field has a value that it can't have.",
  });
}

function nowhere(field: string): SectionPlaces {
  return { at: () => ({ field }), atKey: () => ({ field }) };
}
