import type { RequirementId } from "../requirements/registry.generated.ts";
import type { CaseProfile, CaseRecord } from "../run/run-record.ts";
import type { DutFeature } from "../scenario/dut-adapter.ts";
import { ICS_CASE_PREFIX, type IcsField, icsCheckText } from "./ics-cases.ts";

/** A case as far as it can depend on what was stated. */
interface Depending {
  readonly id: string;
  readonly profile: CaseProfile;
  readonly requirements: readonly RequirementId[];
  readonly needs: readonly DutFeature[];
  readonly line?: "two-ends" | "shared";
}

/** Something that a device says otherwise than was stated of it. */
export interface IcsDifference {
  readonly field: IcsField;
  /** The case that found it. */
  readonly foundBy: string;
  /** What it said, and what was stated. */
  readonly seen: string;
  /** Whether nothing was compared over another link, so that all cases rest on this one. */
  readonly isOnlyLink: boolean;
}

const aboutAreas =
  (...areas: readonly string[]) =>
  ({ requirements }: Depending) =>
    requirements.some((id) => areas.includes(id.slice(5, 8)));
const needing =
  (feature: DutFeature) =>
  ({ needs }: Depending) =>
    needs.includes(feature);
const any = () => true;

/** Which cases rest on each field of a statement. */
const RESTS_ON: Readonly<Record<IcsField, readonly ((one: Depending) => boolean)[]>> = {
  minor: [any],
  profiles: [any],
  testClock: [needing("test-clock"), aboutAreas("TCK")],
  messageBytesMax: [aboutAreas("CBR", "MSG")],
  spoolEvents: [aboutAreas("EVT")],
  verbs: [aboutAreas("CMD", "CAP", "UPD"), needing("update")],
  planEntriesMax: [aboutAreas("CFG", "TIM"), needing("doses")],
  dosesPerDayMax: [aboutAreas("CFG", "TIM"), needing("doses")],
  minimumSpacingMin: [aboutAreas("CFG", "TIM"), needing("doses")],
  repliesKept: [aboutAreas("CMD")],
  identity: [],
};

/** What the first cases found otherwise than stated. Pure. */
export function differencesIn(cases: readonly CaseRecord[]): readonly IcsDifference[] {
  const fields = Object.keys(RESTS_ON) as IcsField[];
  const first = cases.filter(({ id }) => id.startsWith(ICS_CASE_PREFIX));
  const isOnlyLink = first.filter(({ profile }) => profile !== "SEC").length === 1;
  return first.flatMap(({ id, checks }) =>
    fields.flatMap((field) => {
      const check = checks.find(({ expected }) => expected === icsCheckText(field));
      return check?.judged === "fail" ? [{ field, foundBy: id, seen: check.seen, isOnlyLink }] : [];
    }),
  );
}

/** The differences that a case rests on: it fails by them, whatever it would show. Pure. */
export function restsOn(
  one: Depending,
  differences: readonly IcsDifference[],
): readonly IcsDifference[] {
  if (one.id.startsWith(ICS_CASE_PREFIX)) return [];
  return differences.filter(
    ({ field, foundBy, isOnlyLink }) =>
      (isFoundOnSameLink(one, foundBy) || (isOnlyLink && !foundBy.endsWith("sealed"))) &&
      RESTS_ON[field].some((depends) => depends(one)),
  );
}

function isFoundOnSameLink({ line, profile }: Depending, foundBy: string): boolean {
  if (foundBy.endsWith("sealed")) return profile === "SEC";
  return (line !== undefined) === foundBy.endsWith("serial");
}
