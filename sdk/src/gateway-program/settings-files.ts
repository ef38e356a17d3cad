import { readFileSync } from "node:fs";
import { usageError } from "./program-error.ts";
import type { SecretSource, TlsFiles } from "./service-settings.ts";

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Certificates and keys as they stand in their files. */
export interface TlsTexts {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/**
 * Reads the files that secure a connection.
 *
 * @param field where they stand in the settings, for messages
 * @throws ProgramError `config.unreadable`
 */
export function tlsOf(files: TlsFiles, field = "tls"): TlsTexts {
  return {
    ...(files.ca === undefined ? {} : { ca: fileOf(`${field}.ca`, files.ca) }),
    ...(files.cert === undefined ? {} : { cert: fileOf(`${field}.cert`, files.cert) }),
    ...(files.key === undefined ? {} : { key: fileOf(`${field}.key`, files.key) }),
  };
}

/**
 * Reads a secret.
 *
 * @param field where it stands in the settings, for messages
 * @throws ProgramError `config.secret`; it names the place and never the content
 */
export function secretOf(field: string, source: SecretSource, env: Environment): string {
  const { file, env: variable = "" } = source;
  const secret = (file === undefined ? env[variable] : textOf(file))?.trim();
  if (secret !== undefined && secret !== "") return secret;
  const found = file ?? `environment variable ${variable}`;
  const allowed = "a place that holds a secret and can be read";
  const message = `${field}: ${found} holds nothing that can be read`;
  throw usageError("config.secret", message, { field, found, allowed });
}

function fileOf(field: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageError("config.unreadable", `${file} can't be read: ${reason}`, { file, field });
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
