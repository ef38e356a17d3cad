import { type Command, instant } from "@dosekit/protocols";
import type { HomeCareAsked } from "./person.ts";

/**
 * What home care asks of the device when its user telephones: the doses of a journey are released by
 * whoever took the call, the end of the service is set by staff.
 *
 * @param ask sends the device a command
 */
export function askedOfHomeCare(
  ask: (wish: Omit<Command, "commandId" | "notAfterMs">) => void,
): HomeCareAsked {
  return {
    travel: (untilMs) =>
      ask({ verb: "release-travel", actor: "operator", untilMs: instant(untilMs) }),
    endService: () => ask({ verb: "set-mode", actor: "staff", mode: "ended" }),
  };
}
