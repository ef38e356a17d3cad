import { type SdkFault, type SdkFaultCode, sdkFault } from "../errors.ts";
import { certificateFault } from "./tls-faults.ts";

/** Reason codes of CONNACK and DISCONNECT that have a fault of their own. @see MQTT 5.0 §2.4 */
const BY_REASON: Readonly<Record<number, SdkFaultCode>> = {
  // Return codes of MQTT 3.1.1, which an old broker answers with whatever it is asked in.
  1: "broker-protocol-version",
  4: "broker-auth",
  5: "broker-auth",
  132: "broker-protocol-version",
  133: "broker-auth",
  134: "broker-auth",
  135: "broker-auth",
  138: "broker-auth",
  140: "broker-auth",
  142: "broker-session-taken",
};

const BY_SYSTEM_CODE: Readonly<Record<string, SdkFaultCode>> = {
  ECONNREFUSED: "broker-refused",
  ENOTFOUND: "broker-unreachable",
  EAI_AGAIN: "broker-unreachable",
  EHOSTUNREACH: "broker-unreachable",
  ENETUNREACH: "broker-unreachable",
  ETIMEDOUT: "broker-unreachable",
  ECONNRESET: "broker-closed",
  EPIPE: "broker-closed",
  EPROTO: "broker-tls",
};

/** Says what a reason code of the broker means. */
export function faultOfReason(reason: number, address: string): SdkFault {
  const code = BY_REASON[reason] ?? "broker-rejected";
  return sdkFault(code, `${address}, reason 0x${reason.toString(16).padStart(2, "0")}`);
}

/** Says what an error of the connection means. */
export function faultOfError(cause: unknown, address: string): SdkFault {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (typeof code === "number") return faultOfReason(code, address);
  if (typeof code === "string") {
    const known =
      certificateFault(code) ??
      BY_SYSTEM_CODE[code] ??
      (isTls(code) ? "broker-tls" : "broker-closed");
    return sdkFault(known, `${address}, ${code}`);
  }
  const text = cause instanceof Error ? cause.message : "";
  // Something took the connection and never answered in MQTT.
  if (text.includes("connack timeout"))
    return sdkFault("broker-unreachable", `${address}, ${text}`);
  return sdkFault("broker-closed", text === "" ? address : `${address}, ${text}`);
}

function isTls(code: string): boolean {
  return /^(ERR_TLS|ERR_SSL|CERT_)/.test(code);
}
