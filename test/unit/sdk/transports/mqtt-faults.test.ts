import { faultOfError, faultOfReason } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

function systemError(code: string): Error {
  return Object.assign(new Error("failed"), { code });
}

describe("faults of the connection to a broker", () => {
  it.each([
    ["ECONNREFUSED", "broker-refused"],
    ["ENOTFOUND", "broker-unreachable"],
    ["ETIMEDOUT", "broker-unreachable"],
    ["ECONNRESET", "broker-closed"],
    ["EPROTO", "broker-tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "broker-tls"],
    ["CERT_HAS_EXPIRED", "certificate-expired"],
    ["CERT_NOT_YET_VALID", "certificate-expired"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate-authority"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate-authority"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate-name"],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "certificate-refused"],
    ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", "certificate-refused"],
    ["ERR_OSSL_X509_KEY_VALUES_MISMATCH", "certificate-key"],
    ["ESOMETHING", "broker-closed"],
  ])("tells what %s means", (code, fault) => {
    expect(faultOfError(systemError(code), "mqtt://b").code).toBe(fault);
  });

  it.each([
    [0x84, "broker-protocol-version"],
    [1, "broker-protocol-version"],
    [0x86, "broker-auth"],
    [0x87, "broker-auth"],
    [0x8e, "broker-session-taken"],
    [0x97, "broker-rejected"],
  ])("tells what reason %i means", (reason, fault) => {
    expect(faultOfReason(reason, "mqtt://b").code).toBe(fault);
  });

  it("names the address and a remedy", () => {
    const fault = faultOfError(systemError("ECONNREFUSED"), "mqtt://b:1883");
    expect(fault.message).toContain("mqtt://b:1883");
    expect(fault.remedy).toContain("Start the broker");
  });

  it("takes silence after the connect for an unreachable broker", () => {
    expect(faultOfError(new Error("connack timeout"), "mqtt://b").code).toBe("broker-unreachable");
    expect(faultOfError("nothing", "mqtt://b").code).toBe("broker-closed");
  });
});
