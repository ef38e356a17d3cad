import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { receiverWay, recordWay, type WaySpoilers } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { numberOf } from "../../../support/synthetic-people.ts";

const { signal } = new AbortController();
/** Neither of the two who have the devices. */
const SOMEBODY = numberOf("058150001");
const E300 = PROFILES.find(({ product }) => product === "evondos-e300") as ProductProfile;

function subject(profile: ProductProfile) {
  return { profile, seed: "1" };
}

describe("the whole way to response centre and record", () => {
  test.each(PROFILES.map((profile) => [profile.product, profile] as const))(
    "brings every code of %s once, and the identity number to the record alone",
    async (_product, profile) => {
      const [centre, record] = await Promise.all([
        receiverWay(subject(profile), { signal }),
        recordWay(subject(profile), { signal }),
      ]);
      expect(centre).toMatchObject({ outcome: "passed" });
      expect(record).toMatchObject({ outcome: "passed" });
    },
  );
});

interface Row {
  readonly wrong: string;
  readonly spoil: WaySpoilers;
  readonly way: readonly ("receiver" | "record")[];
  readonly saw: RegExp;
}

const ROWS: readonly Row[] = [
  {
    wrong: "loses a code",
    spoil: { rows: (rows) => rows.filter(({ event }) => event.alert !== "1.5") },
    ...{ way: ["receiver", "record"], saw: /1\.5 fra SN-1, .*kom aldri fram/ },
  },
  {
    wrong: "tells a code twice",
    spoil: {
      rows: (rows) =>
        rows.flatMap((row) => {
          if (row.event.alert !== "1.8" || row.event.kind !== "alert.raised") return [row];
          const again = { ...row.event, alertId: "1-999", seq: 999 };
          return [row, { ...row, seq: 999, event: again }];
        }),
    },
    ...{ way: ["receiver", "record"], saw: /1\.8 fra SN-1, .*kom fram 2 ganger/ },
  },
  {
    wrong: "tells the time of the arrival",
    spoil: {
      rows: (rows) =>
        rows.map((row) => ({
          ...row,
          event: { ...row.event, civilMs: (row.event.civilMs ?? 0) + 60_000 } as typeof row.event,
        })),
    },
    ...{ way: ["receiver", "record"], saw: /feil tidspunkt/ },
  },
  {
    wrong: "tells another severity",
    spoil: {
      rows: (rows) => rows.map((row) => ({ ...row, event: { ...row.event, severity: 40 } })),
    },
    ...{ way: ["receiver", "record"], saw: /journalen: feil alvorlighet/ },
  },
  {
    wrong: "mixes up two persons",
    spoil: {
      placement: (placement) => ({
        ...placement,
        patient: { ...placement.patient, identityNumber: SOMEBODY },
      }),
    },
    ...{ way: ["receiver", "record"], saw: /feil person/ },
  },
  {
    wrong: "names another device to the response centre",
    spoil: { serialNumberOf: () => "SN-1" },
    ...{ way: ["receiver"], saw: /SN-1, responssenteret: kom fram 2 ganger/ },
  },
  {
    wrong: "writes the identity number into an SMS",
    spoil: { sms: (text, household) => `${text} ${household?.identityNumber}` },
    ...{ way: ["record"], saw: /Fødselsnummeret sto i SMS/ },
  },
  {
    wrong: "makes no note of an acknowledgement",
    spoil: { rows: (rows) => rows.filter(({ event }) => event.kind !== "alert.acknowledged") },
    ...{ way: ["record"], saw: /0 av 2 kvitteringer/ },
  },
];

describe("a service on the way", () => {
  test.each(ROWS)("that $wrong fails by it, and where it shows alone", async (row) => {
    const { spoil } = row;
    const receiver = await receiverWay(subject(E300), { signal, spoil });
    const record = await recordWay(subject(E300), { signal, spoil });
    const outcomes = { receiver: receiver.outcome, record: record.outcome };
    const failed = (way: "receiver" | "record") => (row.way.includes(way) ? "failed" : "passed");
    expect(outcomes).toEqual({ receiver: failed("receiver"), record: failed("record") });
    expect(`${receiver.saw.nb} ${record.saw.nb}`).toMatch(row.saw);
  });
});
