import { REQUIREMENTS, type RequirementId } from "../requirements/registry.generated.ts";
import type { Waiver } from "./waiver.ts";

/** Who a waiver has to be for. */
interface Scoped {
  readonly product: string;
  readonly serial: string;
  readonly firmware: string;
}

/** A case as far as a waiver looks at it. */
interface Covered {
  readonly id: string;
  readonly requirements: readonly RequirementId[];
}

/** Whether a waiver is for this device. Pure. */
export function isInScope({ scope }: Waiver, dut: Scoped): boolean {
  const { product, serial, firmware } = scope;
  return (
    (product === undefined || product === dut.product) &&
    (serial === undefined || serial === dut.serial) &&
    (firmware === undefined || isVersionIn(firmware, dut.firmware))
  );
}

/** Whether a waiver's last day is over. Pure. @param day `2026-11-22` */
export function isExpired({ expires }: Waiver, day: string): boolean {
  return expires < day;
}

/** Whether a waiver covers a case, or one of its requirements. Pure. */
export function coversCase(waiver: Waiver, { id, requirements }: Covered): boolean {
  if (waiver.case !== undefined && !matchesPattern(waiver.case, id)) return false;
  return waiver.req === undefined || requirements.some((one) => one === waiver.req);
}

/** Whether a waiver covers a check of a case that it covers. Pure. */
export function coversCheck(waiver: Waiver, requirements: readonly RequirementId[]): boolean {
  return waiver.req === undefined || requirements.every((one) => one === waiver.req);
}

/** Requirements that protect safety among what a waiver would wave through. Pure. */
export function safetyIn(waiver: Waiver, cases: readonly Covered[]): readonly RequirementId[] {
  const covered = cases.filter((one) => coversCase(waiver, one));
  const ids = covered.flatMap(({ requirements }) =>
    requirements.filter((id) => waiver.req === undefined || id === waiver.req),
  );
  return [...new Set(ids)].filter((id) => REQUIREMENTS[id].protects === "safety");
}

/** Whether a name fits a pattern in which `*` stands for any text, and an id for itself. Pure. */
export function matchesPattern(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}

function isVersionIn(wanted: string, version: string): boolean {
  const [, sign = "", bound = ""] = /^(<=?|>=?)?\s*(.+)$/.exec(wanted) ?? [];
  const order = compareVersions(version, bound);
  if (sign === "<") return order < 0;
  if (sign === "<=") return order <= 0;
  if (sign === ">") return order > 0;
  if (sign === ">=") return order >= 0;
  return version === bound;
}

/** By numbers where both have numbers, by letters elsewhere: `2.10.0` comes after `2.9`. */
function compareVersions(one: string, other: string): number {
  const [first, second] = [one.split(/[.+_-]/), other.split(/[.+_-]/)];
  for (let at = 0; at < Math.max(first.length, second.length); at += 1) {
    const [a = "0", b = "0"] = [first[at], second[at]];
    const areNumbers = /^\d+$/.test(a) && /^\d+$/.test(b);
    const order = areNumbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
    if (order !== 0) return order;
  }
  return 0;
}
