import type { SdkFault } from "../errors.ts";
import { withoutIdentityNumbers } from "./careful-log.ts";

/**
 * Makes a listener for faults that keeps what it throws from whoever reports, and that is told no
 * identity number, even where a device goes by one.
 */
export function carefulReport(
  onFault: ((fault: SdkFault) => void) | undefined,
): (fault: SdkFault) => void {
  return (fault) => {
    try {
      onFault?.({ ...fault, message: withoutIdentityNumbers(fault.message) });
    } catch {
      // There is nobody left to tell.
    }
  };
}
