import { DeviceState } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { byStaff, done, refused } from "./asked-by-staff.ts";
import { commands, DAY_NEEDS, inService, PLAN_ID } from "./day.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const RESET = { verbs: ["set-mode", "reset"] } as const;
const WITH_STORAGE = { needs: [...DAY_NEEDS, "storage"] as const };
const DAY_BY_STAFF = "ended-by-staff";

/** The service has ended, and the host has all records. */
function ended(s: Stage): void {
  inService(s);
  commands(
    s,
    "staff end the service",
    byStaff(() => ({ verb: "set-mode", mode: "ended" }), DAY_BY_STAFF),
  );
  s.drive.host.acknowledgeUntilAtRest();
}

function resets(s: Stage, wrong: { readonly epoch?: number; readonly seq?: number } = {}): void {
  s.drive.host.bytes("the host takes its plan back", "cfg/desired", () => new Uint8Array());
  s.drive.host.command(
    "staff reset the device",
    byStaff((trace) => {
      const epoch = trace.epoch() + (wrong.epoch ?? 0);
      return { verb: "reset", epoch, throughSeq: trace.receivedSeq() + (wrong.seq ?? 0) };
    }),
  );
}

/** What the storage held before and after. */
const erased: Judge = (trace) => {
  const images = trace.observations.flatMap((seen) =>
    seen.type === "answer" && seen.action === "storage" ? [JSON.stringify(seen.value)] : [],
  );
  const words = [PLAN_ID, DAY_BY_STAFF, "begin-of-day"];
  const found = images.map((image) =>
    words.filter((word) => image.includes(Buffer.from(word).toString("hex"))),
  );
  const [before = [], after = []] = found;
  const seen = `before: ${before.join() || "nothing"}; after: ${after.join() || "nothing"}`;
  if (images.length < 2 || before.length === 0) return { verdict: "unverified", seen };
  return { verdict: after.length === 0 ? "pass" : "fail", seen };
};

/** What a device forgets when staff reset it, and what it wants to know before. */
export const DEVICE_RESETTING: readonly Scenario[] = [
  scenario(
    "reset/other-records-exported",
    { ...AGAINST, ...RESET, reqs: [R.OMDP_CMD_011] },
    (s) => {
      ended(s);
      resets(s, { seq: -1 });
      s.check.within(refused("not-exported"), "reactionMs");
      s.check.none(done);
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "reset/another-epoch-exported",
    { ...AGAINST, ...RESET, reqs: [R.OMDP_CMD_011] },
    (s) => {
      ended(s);
      resets(s, { epoch: 1 });
      s.check.within(refused("not-exported"), "reactionMs");
      s.check.none(done);
      s.epilogue.stillAnswers();
    },
  ),

  scenario("reset/nothing-exported", { ...AGAINST, ...RESET, reqs: [R.OMDP_CMD_011] }, (s) => {
    ended(s);
    s.drive.host.bytes("the host takes its plan back", "cfg/desired", () => new Uint8Array());
    s.drive.host.command(
      "staff reset the device and name no record",
      byStaff(() => ({ verb: "reset" })),
    );
    s.check.within(refused("not-exported"), "reactionMs");
    s.check.none(done);
    s.epilogue.stillAnswers();
  }),

  scenario("reset/all-exported", { ...ABOUT, ...RESET, reqs: [R.OMDP_CMD_011] }, (s) => {
    ended(s);
    resets(s);
    s.check.within(done, "reactionMs");
    s.check.within(
      message(DeviceState, "another epoch begins", ({ epoch, status }, trace) => {
        return status === "online" && epoch !== trace.said(DeviceState)[0]?.message.epoch;
      }),
      "connectMs",
    );
  }),

  scenario("reset/erases", { ...ABOUT, ...RESET, ...WITH_STORAGE, reqs: [R.OMDP_CMD_012] }, (s) => {
    ended(s);
    s.drive.dut("storage");
    resets(s);
    s.check.within(birth, "connectMs");
    s.drive.dut("storage");
    s.check.holds("nothing of the life before is left", erased);
  }),

  scenario(
    "reset/erased-over-a-restart",
    { ...AGAINST, ...RESET, ...WITH_STORAGE, reqs: [R.OMDP_CMD_012] },
    (s) => {
      ended(s);
      s.drive.dut("storage");
      resets(s);
      s.check.within(birth, "connectMs");
      s.drive.dut("power-cut");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs");
      s.drive.dut("storage");
      s.check.holds("nothing of the life before is left", erased);
    },
  ),
];
