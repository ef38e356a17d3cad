import { DeviceState, Reply } from "@dosekit/protocols";
import { REASON } from "../../broker/behaviour.ts";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { CONNECTS, message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { raised } from "./record-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = {
  profile: "MQTT",
  kind: "positive",
  role: "device",
  needs: ["sleeping"],
} as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const DAY_SECONDS = 86_400;
const MEANWHILE = "said-meanwhile";

const goesToSleep = message(DeviceState, "it says sleeping", ({ status }) => status === "sleeping");

function sleeps(trace: Trace): readonly DeviceState[] {
  return trace
    .said(DeviceState)
    .flatMap(({ message: state }) => (state.status === "sleeping" ? [state] : []));
}

/** The device has told everything, and nothing more comes: it has no reason to stay. */
function asleep(s: Stage, clock: "set" | "unset" = "set"): void {
  s.prologue.connected(clock);
  s.drive.host.acknowledgeUntilAtRest();
  s.drive.until("it sleeps", (trace) => sleeps(trace).length > 0, "connectMs");
  s.drive.pause("quietMs");
}

/** Each contact that ended in good order ended with the word that it sleeps. */
const saidBefore: Judge = (trace) => {
  const ends = trace.observations.filter(({ type }) => type === "disconnect");
  const said = trace
    .said(DeviceState)
    .filter(({ message: { status } }) => status === "sleeping")
    .map(({ publication: { connection, at } }) => ({ connection, at }));
  const silent = ends.filter(
    ({ connection, at }) => !said.some((one) => one.connection === connection && one.at < at),
  );
  const seen = `${ends.length} contacts ended, ${silent.length} of them without a word`;
  if (ends.length === 0) return { verdict: "fail", seen, restsOnSilence: true };
  return { verdict: silent.length === 0 ? "pass" : "fail", seen };
};

/** How long after it goes to sleep the device comes into contact again, s; by its own word. */
function contactSeconds(trace: Trace): number | undefined {
  const nextMs = sleeps(trace)[0]?.nextContactMs;
  const saidAtMs = Number(trace.answer("heard-sleeping"));
  return nextMs === undefined ? undefined : (nextMs - saidAtMs) / 1_000;
}

const alertComes: Judge = (trace, { over }) => {
  const found = raised(trace).at(-1);
  if (found !== undefined) return { verdict: "pass", seen: found.alertId ?? "" };
  return over ? { verdict: "fail", seen: "no alert", restsOnSilence: true } : undefined;
};

/** How a device that sleeps between contacts comes and goes. */
export const DEVICE_SLEEPING: readonly Scenario[] = [
  scenario("sleep/announced", { ...ABOUT, reqs: [R.OMDP_MQT_015] }, (s) => {
    asleep(s);
    s.drive.does("the host looks at its clock", (kit) => kit.note("heard-sleeping", kit.nowMs()));
    s.check.within(goesToSleep, "connectMs", { scope: "all" });
    s.check.holds("it names the instant of the next contact", (trace, { over }) => {
      const seconds = contactSeconds(trace);
      const seen = `in ${seconds} s`;
      if (seconds !== undefined && seconds > 0) return { verdict: "pass", seen };
      return over ? { verdict: "fail", seen } : undefined;
    });
    s.check.holds("each contact ends with a word", saidBefore, { scope: "all" });
    s.check.every(CONNECTS, "no last will", (seen) => {
      return seen.type === "connect" && seen.packet.will === undefined;
    });
  }),

  scenario("sleep/no-instant-without-a-clock", { ...AGAINST, reqs: [R.OMDP_MQT_015] }, (s) => {
    asleep(s, "unset");
    s.check.within(goesToSleep, "connectMs", { scope: "all" });
    s.check.every(goesToSleep, "it names no instant", (seen) => {
      if (!("decoded" in seen) || seen.decoded === undefined) return false;
      return (seen.decoded.message as unknown as DeviceState).nextContactMs === undefined;
    });
    s.check.every(CONNECTS, "no last will", (seen) => {
      return seen.type === "connect" && seen.packet.will === undefined;
    });
  }),

  scenario("sleep/alert-wakes", { ...ABOUT, reqs: [R.OMDP_MQT_016] }, (s) => {
    asleep(s);
    s.drive.dut("alert");
    s.check.within(birth, "reactionMs");
    s.check.holds("the alert comes", alertComes, { within: "reactionMs" });
  }),

  scenario("sleep/alert-wakes-although-refused", { ...AGAINST, reqs: [R.OMDP_MQT_016] }, (s) => {
    asleep(s);
    s.drive.broker.scripts("server-busy", { connect: { refuse: REASON["server-busy"] } });
    s.drive.dut("alert");
    s.check.within(birth, "connectMs");
    s.check.holds("the alert comes", alertComes, { within: "reactionMs" });
  }),

  scenario("sleep/session-outlasts-a-missed-contact", { ...ABOUT, reqs: [R.OMDP_MQT_017] }, (s) => {
    asleep(s);
    s.drive.does("the host looks at its clock", (kit) => kit.note("heard-sleeping", kit.nowMs()));
    s.check.holds("the session is longer than twice the time between contacts", (trace) => {
      const seconds = contactSeconds(trace);
      const asked = trace.connects().map(({ packet }) => {
        return packet.properties?.sessionExpiryInterval ?? 0;
      });
      const seen = `contact in ${seconds} s, sessions of ${asked.join()} s`;
      if (seconds === undefined) return { verdict: "unverified", seen };
      return { verdict: asked.every((one) => one > 2 * seconds) ? "pass" : "fail", seen };
    });
  }),

  scenario("sleep/hears-what-was-said-meanwhile", { ...AGAINST, reqs: [R.OMDP_MQT_017] }, (s) => {
    asleep(s);
    s.drive.host.command("the host gives a command that is over", (_trace, kit) => ({
      ...{ commandId: MEANWHILE, verb: "self-test", actor: "staff" },
      notAfterMs: kit.earlierMs(),
    }));
    s.drive.does("the time of two contacts passes at the broker", (kit) => {
      kit.note("heard-sleeping", kit.nowMs());
      kit.broker.advance(2_000 * (contactSeconds(kit.trace) ?? DAY_SECONDS));
    });
    s.drive.dut("alert");
    s.check.within(birth, "reactionMs");
    s.check.within(
      message(Reply, "it answers the command", ({ commandId }) => commandId === MEANWHILE),
      "reactionMs",
    );
  }),
];
