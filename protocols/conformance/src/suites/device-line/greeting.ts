import type { DeviceState } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { ABOUT, AGAINST, ONLINE } from "./line-steps.ts";

/** What a device says first in each contact. */
export const DEVICE_LINE_GREETING: readonly Scenario[] = [
  scenario("link/last-will-first", { ...ABOUT, reqs: [R.OMDP_LNK_017] }, (s) => {
    s.prologue.inContact();
    s.check.holds("the first message is the last will", (trace) => {
      const [first] = trace.lineMessages();
      const seen = first?.isWill ? "the last will" : (first?.channel ?? "nothing");
      return { verdict: first?.isWill === true ? "pass" : "fail", seen };
    });
  }),

  scenario("link/online-first", { ...ABOUT, reqs: [R.OMDP_LNK_033] }, (s) => {
    s.prologue.inContact();
    s.check.holds("online with boot, epoch and range comes first", (trace) => {
      const first = trace.lineMessages().find(({ isWill }) => !isWill);
      return judgeBirth(first?.decoded?.message as DeviceState | undefined);
    });
  }),

  scenario("link/online-first-in-each-contact", { ...AGAINST, reqs: [R.OMDP_LNK_033] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.behaves("the kit acknowledges nothing", { acknowledge: "never" });
    s.drive.dut("event");
    s.drive.line.does("a new handshake begins while a record is under way", (line) => {
      line.behave({ acknowledge: "at-once" });
      line.reset();
    });
    s.check.within(ONLINE, "connectMs");
    s.check.holds("online with boot, epoch and range comes first", (trace, { from }) => {
      const first = trace.lineMessages(from).find(({ isWill }) => !isWill);
      return judgeBirth(first?.decoded?.message as DeviceState | undefined);
    });
    s.epilogue.stillAnswers();
  }),
];

function judgeBirth(said: DeviceState | undefined) {
  const { status, bootId, epoch, firstSeq, lastSeq } = said ?? {};
  const isWhole = [bootId, epoch, firstSeq, lastSeq].every((one) => one !== undefined);
  const verdict = status === "online" && isWhole ? "pass" : "fail";
  return { verdict, seen: JSON.stringify(said) ?? "nothing" } as const;
}
