import { contactIntervalMsOf } from "@dosekit/firmware-model";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { inMinutes } from "../minute-words.ts";
import { hasPart, PORTAL_WITHIN_MS } from "../product-parts.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import type { TimelineEntry } from "../result/timeline.ts";
import { HOME_DEVICE, type LivedHome, livedHome, type SeenRecord } from "./bench/lived-home.ts";
import { BENCH_START_MS } from "./bench/story-plan.ts";
import { both, notApplicable, type PureJudge } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

const DAYS = 3;
/** How long a change from the portal may take. */
const EFFECT_MS = PORTAL_WITHIN_MS;
/** How far the gateway's alert may be from its limit: the device is missed only after a while. */
const MISSED_MS = 10 * MINUTE_MS;
/** One day without the network, from the second to the third of three days. */
const OUTAGE = { fromMs: BENCH_START_MS + DAY_MS + HOUR_MS, durationMs: DAY_MS };

/** a day without the network stops no dose; its events come in order with their times. */
export const dayWithoutNetwork: PureJudge = (subject) => {
  const home = withoutNetwork(subject);
  const { written, committed, violations, timeline } = home;
  const taken = written.filter(isDuring).filter(({ record }) => record.outcome === "retrieved");
  const early = committed.filter(isDuring).length;
  const [sent, arrived] = [toldIn(written), toldIn(committed)];
  const [broken] = violations;
  if (broken !== undefined) {
    return failed(
      timeline,
      `En sikkerhetsregel ble brutt: ${broken}`,
      `A rule was broken: ${broken}`,
    );
  }
  if (taken.length === 0) {
    return failed(timeline, "Ingen dose ble tatt uten nett.", "No dose was taken without network.");
  }
  if (early > 0 || JSON.stringify(sent) !== JSON.stringify(arrived)) {
    return failed(
      timeline,
      `Av ${sent.length} hendelser kom ${arrived.length} fram, ${early} av dem uten nett; rekkefølge og tid skal være som på enheten.`,
      `Of ${sent.length} events ${arrived.length} arrived, ${early} of them without network; order and times have to be the device's.`,
    );
  }
  return passed(
    `${taken.length} doser ble tatt uten nett; alle ${sent.length} hendelser kom etterpå i rekkefølge med opprinnelig tid.`,
    `${taken.length} doses were taken without network; all ${sent.length} events came afterwards in order with their times.`,
  );
};

/** while a device is away the service itself raises 1.20, and ends it afterwards. */
export const lostContactTold: PureJudge = (subject) => {
  const { profile } = subject;
  const limitMin = profile.lostContactMin.value;
  if (!hasPart(profile, "contact-within-a-day")) {
    return notApplicable(
      `Produktet har kontakt én gang i døgnet, og 1.20 kommer først etter ${limitMin / 60} timer: et døgn uten nett er bare én kontakt som mangler.`,
      `The product is in contact once a day, and 1.20 comes only after ${limitMin / 60} hours: a day without network is one contact missed.`,
    );
  }
  const { findings, timeline } = withoutNetwork(subject);
  const told = findings.filter(({ record }) => record.alert === "1.20");
  const raised = told.filter((seen) => seen.record.kind === "alert.raised" && isDuring(seen));
  const cleared = told.filter(({ record }) => record.kind === "alert.cleared").length;
  const afterMs = (raised[0]?.trueMs ?? 0) - OUTAGE.fromMs;
  const afterMin = Math.round(afterMs / MINUTE_MS);
  if (raised.length !== 1 || cleared < 1) {
    return failed(
      timeline,
      `På et døgn uten nett ble 1.20 sendt ${raised.length} ganger og avsluttet ${cleared}; grensen er ${inMinutes(limitMin).nb}.`,
      `In a day without network 1.20 was raised ${raised.length} times and ended ${cleared} times; the limit is ${inMinutes(limitMin).en}.`,
    );
  }
  if (afterMs > limitMin * MINUTE_MS + MISSED_MS) {
    return failed(
      timeline,
      `1.20 kom først etter ${inMinutes(afterMin).nb}; grensen er ${limitMin}.`,
      `1.20 came only after ${inMinutes(afterMin).en}; the limit is ${limitMin}.`,
    );
  }
  return passed(
    `Tjenesten sendte 1.20 etter ${inMinutes(afterMin).nb} uten nett (grense ${limitMin}) og avsluttet det da enheten var tilbake.`,
    `The service raised 1.20 after ${inMinutes(afterMin).en} without network (limit ${limitMin}), and ended it when the device was back.`,
  );
};

/** what the portal asks for is done within a quarter of an hour, the whole way to the device. */
export const portalReachesDevice: PureJudge = (subject) => {
  const everyMs = contactIntervalMsOf(subject.profile) ?? 0;
  if (!hasPart(subject.profile, "portal-within-15-minutes")) {
    const hours = Math.round(everyMs / HOUR_MS);
    return notApplicable(
      `Produktet har kontakt hver ${hours}. time for å spare batteri: 15 minutter kan ikke kreves.`,
      `The product is in contact every ${hours} hours to save its battery: 15 minutes can't be asked.`,
    );
  }
  const atMs = BENCH_START_MS + 2 * HOUR_MS;
  const wish = { verb: "set-volume", actor: "operator", volume: 1 } as const;
  const orders = [{ deviceId: HOME_DEVICE, atMs, wish }];
  const { written, asked, timeline } = livedHome(subject, { days: 1, orders });
  const commandId = asked.find(({ verb }) => verb === wish.verb)?.commandId;
  const handled = written.find(
    ({ record: { kind, detail, ...record } }) =>
      kind === "command.handled" && detail === undefined && record.commandId === commandId,
  );
  if (handled === undefined) {
    return failed(timeline, "Enheten utførte aldri endringen.", "The device never did the change.");
  }
  const afterS = Math.round((handled.trueMs - atMs) / 1_000);
  if (handled.trueMs - atMs > EFFECT_MS) {
    return failed(
      timeline,
      `Enheten utførte endringen først etter ${afterS} s.`,
      `The device did the change only after ${afterS} s.`,
    );
  }
  return passed(
    `Endringen fra portalen var utført på enheten etter ${afterS} s.`,
    `The change from the portal was done on the device after ${afterS} s.`,
  );
};

/** Both judges of a day without the network look at the same home. */
function withoutNetwork(subject: JudgeSubject): LivedHome {
  const home = LIVED.get(subject) ?? livedHome(subject, { outage: OUTAGE, days: DAYS });
  LIVED.set(subject, home);
  return home;
}

const LIVED = new WeakMap<JudgeSubject, LivedHome>();

function isDuring({ trueMs }: SeenRecord): boolean {
  return trueMs > OUTAGE.fromMs && trueMs < OUTAGE.fromMs + OUTAGE.durationMs;
}

/** What people would be told of, each with its place and time. */
function toldIn(seen: readonly SeenRecord[]): readonly (readonly unknown[])[] {
  return seen
    .filter(({ record: { kind } }) => kind.startsWith("dose.") || kind.startsWith("alert."))
    .map(({ record: { seq, kind, civilMs, doseId } }) => [seq, kind, civilMs, doseId]);
}

function passed(nb: string, en: string): CheckFinding {
  return { outcome: "passed", saw: both(nb, en), timeline: [] };
}

function failed(timeline: readonly TimelineEntry[], nb: string, en: string): CheckFinding {
  return { outcome: "failed", saw: both(nb, en), timeline };
}
