import { type SdkFault, type SdkFaultCode, sdkFault } from "../errors.ts";

/** Words in the errors of the operating system, in the order in which they are looked for. */
const BY_WORDS: readonly (readonly [RegExp, SdkFaultCode])[] = [
  [/ENOENT|No such file|File not found|ENXIO|No such device/i, "serial-port-missing"],
  [/Cannot lock|EBUSY|busy|Access denied/i, "serial-port-busy"],
  [/EACCES|EPERM|Permission denied/i, "serial-port-denied"],
  [/Inappropriate ioctl|ENOTTY|custom baud rate|Invalid argument|EINVAL/i, "serial-port-unfit"],
  [/ECONNREFUSED/, "serial-server-refused"],
  [/ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT/, "serial-server-unreachable"],
];

/** Says what an error of a port means. */
export function faultOfPort(cause: unknown, name: string): SdkFault {
  const text = textOf(cause);
  const found = BY_WORDS.find(([words]) => words.test(text));
  return sdkFault(found?.[1] ?? "serial-port-failed", `${name}, ${text}`);
}

/** Says that a port has closed by itself. */
export function faultOfClosing(name: string): SdkFault {
  return sdkFault("serial-port-closed", name);
}

/** Says that a port that was open has closed, by an error: mostly it has gone while it was written to. */
export function faultOfLoss(cause: unknown, name: string): SdkFault {
  return sdkFault("serial-port-closed", `${name}, ${textOf(cause)}`);
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
