import { join } from "node:path";
import type { Forwarder } from "../forwarding/forwarder.ts";
import { RecordReceiver } from "../forwarding/record-receiver.ts";
import type { RowStream } from "../forwarding/rows-until.ts";
import { DeadLetters } from "../record/dead-letters.ts";
import { FhirEndpoint } from "../record/fhir-endpoint.ts";
import type { RecordForwarderOptions } from "../record/record-forwarder.ts";
import type { VkpOptions } from "../record/vkp-options.ts";
import { GATEWAY_EXIT, ProgramError, usageError } from "./program-error.ts";
import { ownIdOf, type ServiceParts } from "./service-parts.ts";
import type { RecordSettings } from "./service-settings.ts";
import { secretOf, tlsOf } from "./settings-files.ts";

/** Folder of the letters of one receiver. */
export function lettersFolder(state: string, receiver: string): string {
  return join(state, "letters", receiver);
}

/**
 * Makes what a receiver of the patient record is served with; nothing is connected yet.
 *
 * @param field where its settings stand, for messages
 * @throws ProgramError for files, secrets and folders that can't be used
 */
export function recordOptions(
  record: RecordSettings,
  field: string,
  source: RowStream,
  parts: ServiceParts,
): Omit<RecordForwarderOptions, "consumer"> {
  const { nowMs, log, register } = parts;
  if (register === undefined) throw usageError("config.field", "register: needed for records");
  const { retryFirstSeconds, retryLongestSeconds } = record;
  return {
    ...{ source, register, nowMs, log },
    endpoint: endpointOf(record, field, parts),
    letters: lettersOf(parts.state, record.name),
    vkp: vkpOf(record, parts),
    backOff: {
      ...(retryFirstSeconds === undefined ? {} : { firstMs: retryFirstSeconds * 1_000 }),
      ...(retryLongestSeconds === undefined ? {} : { longestMs: retryLongestSeconds * 1_000 }),
    },
  };
}

/** Makes the forwarders of all receivers of the patient record. */
export function buildRecords(source: RowStream, parts: ServiceParts): readonly Forwarder[] {
  const { records = [] } = parts.settings;
  return records.map(
    (record, at) => new RecordReceiver(recordOptions(record, `records.${at}`, source, parts)),
  );
}

function endpointOf(record: RecordSettings, field: string, parts: ServiceParts): FhirEndpoint {
  const { url, tls, token, timeoutSeconds } = record;
  const { ca, cert, key } = tls === undefined ? {} : tlsOf(tls, `${field}.tls`);
  if ((cert === undefined) !== (key === undefined)) {
    throw usageError("config.field", `${field}.tls: cert and key together`, { field });
  }
  // Asked for once, so that a secret that is not there is told at the start.
  if (token !== undefined) secretOf(`${field}.token`, token, parts.env);
  return new FhirEndpoint({
    ...{ url, nowMs: parts.nowMs },
    ...(ca === undefined ? {} : { authority: String(ca) }),
    ...(cert === undefined || key === undefined
      ? {}
      : { identity: { certificate: String(cert), privateKey: String(key) } }),
    ...(token === undefined
      ? {}
      : { token: async () => secretOf(`${field}.token`, token, parts.env) }),
    ...(timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1_000 }),
  });
}

function lettersOf(state: string, receiver: string): DeadLetters {
  const folder = lettersFolder(state, receiver);
  try {
    return new DeadLetters(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The letters ${folder} can't be used: ${reason}`;
    throw new ProgramError(GATEWAY_EXIT.environment, {
      ...{ code: "letters-io", field: "state", found: folder, message },
    });
  }
}

function vkpOf({ name, url, receiver, ...rest }: RecordSettings, parts: ServiceParts): VkpOptions {
  const { organisation, zone } = parts.settings;
  if (organisation === undefined) throw usageError("config.field", "organisation: needed");
  const { herId, name: sender, endpoint, phone } = organisation;
  const switches = Object.entries(rest.deviations ?? {}).filter(([, on]) => on !== undefined);
  return {
    ...{ receiverName: name, receiver, sender: { herId, name: sender } },
    source: { name: ownIdOf(parts.settings), endpoint, ...(phone === undefined ? {} : { phone }) },
    destination: rest.destination ?? url,
    sources: new Set([ownIdOf(parts.settings)]),
    deviations: Object.fromEntries(switches),
    ...(zone === undefined ? {} : { zone }),
  };
}
