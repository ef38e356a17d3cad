import { dispenseReasons } from "@dosekit/firmware-model";
import {
  ALERTS,
  type AlertCode,
  DISPENSE_EVENTS,
  type DispenseCode,
  MINUTE_MS,
} from "@dosekit/protocols";
import type { BothTexts } from "../criterion.ts";
import { ALERT_WAYS, DISPENSE_WAYS, type OwnAlert } from "./bench/alert-ways.ts";
import { isTimely, raised, recordsOf } from "./bench/bench-records.ts";
import type { FocusBench } from "./bench/focus-bench.ts";
import { type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

/** Alerts that are about one dose. */
const ABOUT_DOSE: readonly AlertCode[] = ["1.1", "1.2", "1.10"];

/** How long a device may wait for its storage with an alert that is about it, ms. */
const HELD_BACK_MS = 10 * MINUTE_MS;

/** every alert has its code, severity and times, names its dose, and who took charge of it. */
export const alertsComplete: PureJudge = (subject) => {
  const codes = ownAlerts().filter((code) => subject.profile.unreachableAlerts[code] === undefined);
  let charged = 0;
  for (const code of codes) {
    const bench = ALERT_WAYS[code](subject);
    const trial = new Trial(bench);
    const [alert] = raised(bench, code);
    // Whether a code is raised at all is another criterion's.
    if (alert === undefined) continue;
    mustSay(trial, code);
    mustNameWhoTookCharge(trial, alert.alertId ?? "");
    const finding = trial.finding("", "");
    if (finding.outcome === "failed") return finding;
    charged += 1;
  }
  return {
    outcome: "passed",
    saw: {
      nb: `${charged} varselkoder hadde alle type, alvorlighet, tidspunkt og id; de om doser også dose og tidspunktet for den; loggen viser hvem som kvitterte.`,
      en: `${charged} alert codes all had type, severity, time and id; those about doses their dose and due time; the log shows who took charge.`,
    },
    timeline: [],
  };
};

function mustSay(trial: Trial, code: OwnAlert): void {
  const [alert] = raised(trial.bench, code);
  const missing = [
    ...(alert?.severity === ALERTS[code].severity ? [] : [["alvorlighet", "severity"]]),
    ...(alert !== undefined &&
    isTimely(trial.bench, alert, HELD_BACK_MS) &&
    alert.clock === "synced"
      ? []
      : [["tidspunkt", "time"]]),
    ...(alert?.alertId === undefined ? [["id", "id"]] : []),
    ...(ABOUT_DOSE.includes(code) && (alert?.dueMs ?? 0) === 0
      ? [["tidspunkt for dosen", "due time"]]
      : []),
  ];
  trial.must(
    missing.length === 0,
    `Varsel ${code} mangler eller har feil: ${missing.map(([nb]) => nb).join(", ")}.`,
    `Alert ${code} lacks or has wrong: ${missing.map(([, en]) => en).join(", ")}.`,
  );
}

function mustNameWhoTookCharge(trial: Trial, alertId: string): void {
  const { bench } = trial;
  const isOver = recordsOf(bench, "alert.cleared").some((one) => one.alertId === alertId);
  if (isOver) return;
  const commandId = bench.ask("acknowledge-alert", { alertId, actor: "operator" });
  bench.advance(1_000);
  const taken = recordsOf(bench, "alert.acknowledged").find((one) => one.alertId === alertId);
  const { alert = "" } = bench.records.find((one) => one.alertId === alertId) ?? {};
  trial.must(
    taken?.actor === "operator" && taken.commandId === commandId,
    `Loggen viser ikke hvem som kvitterte varsel ${alert}.`,
    `The log does not show who took charge of alert ${alert}.`,
  );
}

/** a device raises each national code, or its profile says why it never does. */
export const codesRaised: PureJudge = (subject) => {
  const alerts = ownAlerts().map((code) => ({
    ...{ code, text: ALERTS[code].no, english: ALERTS[code].en, bench: ALERT_WAYS[code](subject) },
    isTold: (bench: FocusBench) => raised(bench, code).length > 0,
    reason: subject.profile.unreachableAlerts[code],
  }));
  const told = (bench: FocusBench, code: DispenseCode) =>
    bench.records.some(({ dispense }) => dispense === code);
  const events = toldCodes(subject).map(({ code, reason, bench }) => ({
    ...{ code, text: DISPENSE_EVENTS[code].no, english: DISPENSE_EVENTS[code].en, bench, reason },
    isTold: (there: FocusBench) => told(there, code),
  }));
  const rows = [...alerts, ...events];
  for (const { code, text, english, bench, isTold, reason } of rows) {
    const trial = new Trial(bench);
    trial.must(
      isTold(bench) || reason !== undefined,
      `${code} (${text}) ble ikke sendt, og produktprofilen sier ikke hvorfor.`,
      `${code} (${english}) was not raised, and the profile does not say why.`,
    );
    trial.must(
      !isTold(bench) || reason === undefined,
      `${code} (${text}) ble sendt, men produktprofilen sier at den aldri blir det.`,
      `${code} (${english}) was raised, but the profile says that it never is.`,
    );
    const finding = trial.finding("", "");
    if (finding.outcome === "failed") return finding;
  }
  const never = rows.filter(({ reason }) => reason !== undefined).length;
  return { outcome: "passed", saw: codesSeen(rows.length, never), timeline: [] };
};

function codesSeen(all: number, never: number): BothTexts {
  const { no, en } = ALERTS["1.20"];
  const rest = {
    nb: ` De andre ${never} har ikke dette produktet; hvorfor står i beskrivelsen av produktet.`,
    en: ` This product has not the other ${never}; its description says why.`,
  };
  return {
    nb: `Dispenseren sendte ${all - never} av de ${all} nasjonale kodene som en dispenser selv kan sende.${never === 0 ? "" : rest.nb} Kode 1.20 (${no}) er ikke med: den sendes av mottakstjenesten når dispenseren er taus.`,
    en: `The dispenser sent ${all - never} of the ${all} national codes that a dispenser can send itself.${never === 0 ? "" : rest.en} Code 1.20 (${en}) is not among them: the gateway sends it when the dispenser is silent.`,
  };
}

function toldCodes(subject: JudgeSubject) {
  const reasons = dispenseReasons(subject.profile);
  return (Object.keys(DISPENSE_EVENTS) as DispenseCode[]).flatMap((code) => {
    const way = DISPENSE_WAYS[code];
    return way === undefined ? [] : [{ code, reason: reasons[code], bench: way(subject) }];
  });
}

function ownAlerts(): readonly OwnAlert[] {
  return (Object.keys(ALERTS) as AlertCode[]).filter((code) => code !== "1.20");
}
