import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealGatewayTimers } from "@dosekit/sdk";
import { CentreForwarder, NoticeForwarder, RecordReceiver } from "@dosekit/sdk/forwarding";
import { DeadLetters, FhirEndpoint, type MessageBundle } from "@dosekit/sdk/record";
import type { Placement } from "@dosekit/sdk/register";
import {
  MemoryTable,
  type NoticeChannel,
  NoticeDesk,
  ResponseCentre,
  randomToken,
  type ScaipRequest,
  UdpSipTransport,
} from "@dosekit/sdk/response-centre";
import { type Household, placementOf, RECORD_RECEIVER } from "./households.ts";
import { RowSource } from "./row-source.ts";
import { type CentreReaction, ScriptedCentre } from "./scripted-centre.ts";
import { type RecordReaction, ScriptedRecord } from "./scripted-record.ts";
import { GATEWAY_ID, type ToldRows } from "./told-rows.ts";

/** What came of the rows at each receiver, and everything that was ever sent to it. */
export interface WayOutcome {
  readonly centre: readonly ScaipRequest[];
  readonly record: readonly MessageBundle[];
  /** Texts of SMS, each with the number it went to. */
  readonly sms: readonly { readonly address: string; readonly text: string }[];
  /** As it went over the wire to whoever must not hear an identity number. */
  readonly withoutIdentity: Readonly<Record<"scaip" | "sms" | "omdp", readonly string[]>>;
  /** Whether all of it was handled before the deadline. */
  readonly isComplete: boolean;
}

/** What stands in place of a part of the way: deliberate mistakes. */
export interface WaySpoilers {
  readonly rows?: (rows: ToldRows["rows"]) => ToldRows["rows"];
  readonly placement?: (placement: Placement) => Placement;
  readonly serialNumberOf?: (deviceId: string) => string;
  readonly sms?: (text: string, household: Household | undefined) => string;
}

/** A part of what the receivers are asked is not answered, or not as it should be: an outage. */
const CENTRE_OUTAGE = { from: 6, until: 12 } as const;
const RECORD_OUTAGE = { from: 6, until: 10 } as const;
const DEADLINE_MS = 30_000;
const CENTRE_CID = "47110815";
/** Waits of a real line, cut to what a line within one machine needs. */
const LINE = {
  sip: { t1Ms: 50, t2Ms: 200, t4Ms: 200 },
  exchange: { answerMs: 250 },
  timing: { retryFirstMs: 50, retryLongestMs: 100 },
} as const;

/**
 * Sends rows of an inbox the whole way through the SDK's own forwarders to a response centre (SIP
 * over UDP), a patient record (HTTPS) and telephones, on sockets of this machine. Each receiver
 * refuses, loses answers and is away for a while.
 */
export async function runWay(
  told: ToldRows,
  households: readonly Household[],
  { signal, spoil = {} }: { readonly signal: AbortSignal; readonly spoil?: WaySpoilers },
): Promise<WayOutcome> {
  const rows = spoil.rows?.(told.rows) ?? told.rows;
  const source = new RowSource(rows);
  const centre = new ScriptedCentre(centreReaction);
  const record = await ScriptedRecord.start(recordReaction);
  const phones = new Phones(households, spoil.sms);
  const folder = mkdtempSync(join(tmpdir(), "dosekit-accept-"));
  const parts = { source, households, spoil, timers: new RealGatewayTimers() };
  const desk = centreDesk(await centre.listen(), parts);
  const forwarders = [
    new CentreForwarder(source, () => desk),
    recordReceiver({ ...record.address(), folder }, parts),
    new NoticeForwarder({ source, make: () => noticeDesk(phones, parts), ownId: GATEWAY_ID }),
  ];
  const names = forwarders.map(({ name }) => name);
  const end = new AbortController();
  const running = forwarders.map((one) => one.run(end.signal));
  try {
    const isDone = () => source.isHandledBy(names) && desk.counters().waiting === 0;
    const isComplete = await until(isDone, signal);
    return {
      ...{ centre: [...centre.accepted.values()], record: [...record.kept.values()] },
      ...{ sms: phones.sent, isComplete },
      withoutIdentity: {
        scaip: centre.heard,
        sms: phones.sent.map(({ text }) => text),
        omdp: rows.map(({ payload }) => Buffer.from(payload).toString("latin1")),
      },
    };
  } finally {
    end.abort();
    source.end();
    await Promise.allSettled(running);
    parts.timers.cancelAll();
    await Promise.all([centre.close(), record.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface WayParts {
  readonly source: RowSource;
  readonly households: readonly Household[];
  readonly spoil: WaySpoilers;
  readonly timers: RealGatewayTimers;
}

function centreReaction(nth: number): CentreReaction {
  if (nth >= CENTRE_OUTAGE.from && nth < CENTRE_OUTAGE.until) return "silent";
  return nth === 0 ? "busy" : nth === 2 ? "lose" : "accept";
}

function recordReaction(nth: number): RecordReaction {
  if (nth >= RECORD_OUTAGE.from && nth < RECORD_OUTAGE.until) return "hang-up";
  return nth === 0 ? "unavailable" : nth === 2 ? "lose" : "keep";
}

function centreDesk(port: number, { households, spoil, timers }: WayParts): ResponseCentre {
  const serialOf = (deviceId: string) =>
    households.find((one) => one.deviceId === deviceId)?.serialNumber ?? deviceId;
  const receiver = {
    ...{ name: "centre", cid: CENTRE_CID, pingMs: 0, sip: LINE.sip, exchange: LINE.exchange },
    transport: new UdpSipTransport({ host: "127.0.0.1", port }),
    identity: { fromUri: "sip:gateway@example.org", toUri: "sip:alarm@example.org" },
  };
  return new ResponseCentre({
    centres: [{ name: "centre", receivers: [receiver], timing: LINE.timing }],
    addressOf: (deviceId) => ({
      ...{ cid: CENTRE_CID, did: (spoil.serialNumberOf ?? serialOf)(deviceId) },
    }),
    ...{ table: new MemoryTable(), timers, nowMs: Date.now, randomToken },
    // Every code is to arrive, also what is information alone.
    rules: { fromSeverity: 0, trigger: "raised", sources: new Set([GATEWAY_ID]) },
    ...{ acknowledgeOn: "never", sendCommand: () => Promise.reject(new Error("not asked for")) },
  });
}

function recordReceiver(
  to: { readonly url: string; readonly authority: string; readonly folder: string },
  { source, households, spoil }: WayParts,
): RecordReceiver {
  const placements = households.map(placementOf).map(spoil.placement ?? ((one) => one));
  const of = (deviceId: string) => placements.filter((one) => one.deviceId === deviceId);
  return new RecordReceiver({
    source,
    register: { placementAt: (deviceId) => of(deviceId)[0], placementsOf: of },
    endpoint: new FhirEndpoint({
      ...{ url: to.url, authority: to.authority, timeoutMs: 1_000, nowMs: Date.now },
    }),
    letters: new DeadLetters(join(to.folder, "letters")),
    vkp: {
      receiverName: RECORD_RECEIVER,
      sender: { herId: "1000001", name: "Leverandøren" },
      receiver: { herId: "1000002", name: "Kommunen" },
      source: { name: "gateway", endpoint: "https://gateway.example" },
      ...{ destination: to.url, sources: new Set([GATEWAY_ID]) },
    },
    ...{ nowMs: Date.now, backOff: { firstMs: 10, longestMs: 40 } },
  });
}

function noticeDesk(phones: Phones, { households, timers }: WayParts): NoticeDesk {
  return new NoticeDesk({
    ...{ channels: { sms: phones }, table: new MemoryTable(), timers, nowMs: Date.now },
    clock: { zone: "Europe/Oslo" },
    // What is told here happened in the time of the test's devices, long ago by this clock.
    giveUpMs: Number.MAX_SAFE_INTEGER,
    contactsOf: (deviceId, recipient) => {
      const household = households.find((one) => one.deviceId === deviceId);
      const isAsked = household !== undefined && recipient === "next-of-kin";
      return isAsked ? [{ channel: "sms", address: household.phone }] : [];
    },
  });
}

/** Telephones that keep what they are sent. */
class Phones implements NoticeChannel {
  readonly sent: { readonly address: string; readonly text: string }[] = [];
  readonly #households: readonly Household[];
  readonly #spoil: WaySpoilers["sms"];

  constructor(households: readonly Household[], spoil: WaySpoilers["sms"]) {
    this.#households = households;
    this.#spoil = spoil;
  }

  send(address: string, { body }: { readonly body: string }): Promise<{ readonly ok: true }> {
    const household = this.#households.find(({ phone }) => phone === address);
    this.sent.push({ address, text: this.#spoil?.(body, household) ?? body });
    return Promise.resolve({ ok: true });
  }
}

/** How often is looked whether nothing more is to come, ms. */
const LOOK_MS = 10;

/** Waits until something is so, for the deadline or the signal; says whether it came to be so. */
function until(isDone: () => boolean, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const startedMs = performance.now();
    const timer = setInterval(() => {
      const isLate = signal.aborted || performance.now() - startedMs > DEADLINE_MS;
      if (!isDone() && !isLate) return;
      clearInterval(timer);
      resolve(isDone());
    }, LOOK_MS);
  });
}
