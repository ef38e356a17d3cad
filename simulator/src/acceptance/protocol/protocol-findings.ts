import type { BothTexts } from "../criterion.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import type { PathwayStepName } from "../result/pathway-result.ts";
import { type ProtocolRow, pathwayId } from "./protocol-row.ts";
import type { FilledRow } from "./row-reader.ts";

/** What filled protocols say about a service. */
export interface ProtocolFindings {
  /** What was found about one check, counted from 0; nothing when nobody took a step of it. */
  readonly ofCheck: (
    criterion: string,
    checkIndex: number,
    product: string,
  ) => CheckFinding | undefined;
  /** The same for one step of the pathway of a product. */
  readonly ofPathway: (product: string, step: PathwayStepName) => CheckFinding | undefined;
}

/**
 * Puts together what was seen, check by check: one step that is not in order fails the check, all
 * have to be in order for it to pass, and one that was only begun is not tested.
 *
 * @param asked every row that there is to fill
 */
export function protocolFindings(
  asked: readonly ProtocolRow[],
  filled: readonly FilledRow[],
): ProtocolFindings {
  const ofCheck = (criterion: string, checkIndex: number, product: string) => {
    const isOf = (row: ProtocolRow) =>
      row.criterion === criterion && row.check === checkIndex + 1 && row.product === product;
    const taken = filled.filter(({ row }) => isOf(row));
    return taken.length === 0 ? undefined : findingOf(taken, asked.filter(isOf).length);
  };
  return { ofCheck, ofPathway: (product, step) => ofCheck(pathwayId(step), 0, product) };
}

function findingOf(taken: readonly FilledRow[], asked: number): CheckFinding {
  const failed = taken.filter(({ isOk }) => !isOk);
  const passed = taken.length - failed.length;
  const outcome = failed.length > 0 ? "failed" : passed === asked ? "passed" : "not-tested";
  const told = failed.length > 0 ? failed : taken;
  return { outcome, saw: sawOf(told, { passed, asked }), timeline: [] };
}

function sawOf(
  told: readonly FilledRow[],
  { passed, asked }: { readonly passed: number; readonly asked: number },
): BothTexts {
  const words = new Set(told.flatMap(({ seen }) => (seen === "" ? [] : [`«${seen}»`])));
  const seen = words.size === 0 ? "" : ` ${[...words].join(" ")}`;
  const who = [...new Set(told.map(({ tester, date }) => `${tester} ${date}`))].join(", ");
  return {
    nb: `${passed} av ${asked} trinn i orden.${seen} Prøvd av ${who}.`,
    en: `${passed} of ${asked} steps in order.${seen} Tested by ${who}.`,
  };
}
