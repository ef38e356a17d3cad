import type { GatewayClient } from "../client/gateway-client.ts";
import type { GatewayProgramIo } from "./program-io.ts";
import { rowJson, rowText } from "./row-line.ts";

/** Name of the consumer that prints events. */
export const PRINTING_CONSUMER = "dosekit-gateway";

/** Prints every row of the inbox; one counts as handled once the system has its line. */
export async function printRows(
  client: GatewayClient,
  json: boolean,
  io: GatewayProgramIo,
): Promise<void> {
  for await (const row of client.events(PRINTING_CONSUMER)) {
    const line = json ? rowJson(row, client.device(row.deviceId)) : rowText(row);
    await io.stdout(`${line}\n`);
  }
}

/** Prints what was counted, at the end. */
export async function printSummary(
  client: GatewayClient,
  io: GatewayProgramIo,
  run: { readonly json: boolean; readonly elapsedMs: number; readonly partial: boolean },
): Promise<void> {
  const counters = client.counters();
  const { json, elapsedMs, partial } = run;
  if (json) {
    const document = { v: 1, command: "gateway", elapsedMs, partial, counters };
    await io.stdout(`${JSON.stringify(document)}\n`);
    return;
  }
  const { devices, records, committed, duplicates, lost, malformed } = counters;
  const refused = Object.values(malformed).reduce((sum, count) => sum + count, 0);
  await io.stdout(
    `${devices} devices, ${records} records received, ${committed} committed, ` +
      `${duplicates} repeats, ${lost} lost, ${refused} unreadable messages\n`,
  );
}
