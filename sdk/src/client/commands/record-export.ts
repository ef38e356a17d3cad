import type { DeviceId } from "@dosekit/protocols";
import type { SdkFault } from "../../errors.ts";
import type { Inbox } from "../../inbox/inbox.ts";
import type { InboxRow } from "../../inbox/inbox-row.ts";
import type { StoreResult } from "../../inbox/inbox-store.ts";
import type { DeviceSession } from "../device-session.ts";

const PAGE_ROWS = 200;

/** Where the rows of an export go. */
export interface ExportHow {
  /** Takes one row after the other, oldest first; the next comes once it is done. */
  readonly take: (row: InboxRow) => void | Promise<void>;
  /** Ends it between two rows. */
  readonly signal?: AbortSignal;
}

/** How an export ended. */
export type ExportResult =
  | {
      readonly kind: "done";
      /** Newest epoch of the device, and the last record of it that is in the inbox. */
      readonly epoch: number;
      readonly throughSeq: number;
      readonly rows: number;
      /**
       * Records of that epoch that are not among the rows: retention took them before, or the
       * device could not send them any more.
       */
      readonly missing: number;
      /** Records that the device had and had not brought over when it said so last. */
      readonly behind: number;
    }
  /** Nothing of the device is in the inbox. */
  | { readonly kind: "empty" }
  | { readonly kind: "cancelled"; readonly rows: number }
  | { readonly kind: "failed"; readonly rows: number; readonly fault: SdkFault };

/** Where rows come from. */
export interface RecordSource {
  readonly inbox: Inbox;
  readonly find: (deviceId: DeviceId) => DeviceSession | undefined;
}

/**
 * Hands out every row of a device that the inbox keeps up to now, a page in memory at a time.
 *
 * What it ends with is what a reset asks for. An error that `take` throws rejects the promise.
 */
export async function exportRecords(
  deviceId: DeviceId,
  { take, signal }: ExportHow,
  { inbox, find }: RecordSource,
): Promise<ExportResult> {
  const session = find(deviceId);
  const last = session?.durable.at(-1);
  if (session === undefined || last === undefined) return { kind: "empty" };
  const { epoch, throughSeq } = last;
  const through = inbox.durablePosition;
  const { state } = session;
  const behind = state?.epoch === epoch ? Math.max(0, (state.lastSeq ?? 0) - throughSeq) : 0;
  let [rows, found] = [0, 0];
  for (let after = through - inbox.rowCount; after < through; ) {
    const page = await pageOf(inbox, after);
    if (!page.ok) return { kind: "failed", rows, fault: page.fault };
    if (page.value.length === 0) break;
    for (const row of page.value) {
      if (signal?.aborted === true) return { kind: "cancelled", rows };
      after = row.position;
      if (after > through || row.deviceId !== deviceId) continue;
      await take(row);
      rows += 1;
      if (row.epoch === epoch && row.kind !== "lost") found += row.span;
    }
  }
  return { kind: "done", epoch, throughSeq, rows, missing: throughSeq - found, behind };
}

function pageOf(inbox: Inbox, after: number): Promise<StoreResult<readonly InboxRow[]>> {
  return new Promise((resolve) => inbox.read(after, PAGE_ROWS, resolve));
}
