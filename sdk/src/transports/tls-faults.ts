import { type ConnectionOptions, createSecureContext } from "node:tls";
import { SdkError, type SdkFaultCode, sdkFault } from "../errors.ts";

/** What the codes of OpenSSL and Node say about certificates. @see OMDP-SEC-026 */
const BY_CODE: Readonly<Record<string, SdkFaultCode>> = {
  CERT_HAS_EXPIRED: "certificate-expired",
  CERT_NOT_YET_VALID: "certificate-expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate-authority",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate-authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate-authority",
  UNABLE_TO_GET_ISSUER_CERT: "certificate-authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate-authority",
  CERT_SIGNATURE_FAILURE: "certificate-authority",
  CERT_UNTRUSTED: "certificate-authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate-name",
  HOSTNAME_MISMATCH: "certificate-name",
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: "certificate-key",
};

/** Alerts by which the other end turns a certificate down. @see RFC 8446 §6.2 */
const REFUSED = /^ERR_SSL_.*ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)/;

/** Finds what an error of a secure connection says about certificates, if it does. */
export function certificateFault(code: string): SdkFaultCode | undefined {
  return BY_CODE[code] ?? (REFUSED.test(code) ? "certificate-refused" : undefined);
}

/** Finds the code of an error of the system, of OpenSSL or of Node. */
export function systemCodeOf(cause: unknown): string | undefined {
  const isCoded = cause instanceof Error && "code" in cause && typeof cause.code === "string";
  return isCoded ? String(cause.code) : undefined;
}

/**
 * Finds out whether certificate, private key and authority can be used together, before the first
 * connection: no later attempt would help.
 *
 * @throws SdkError `certificate-key`; it never holds a part of the files
 */
export function checkTls(options: ConnectionOptions): void {
  try {
    createSecureContext(options);
  } catch (cause) {
    throw new SdkError(sdkFault("certificate-key", systemCodeOf(cause) ?? "not in PEM form"));
  }
}
