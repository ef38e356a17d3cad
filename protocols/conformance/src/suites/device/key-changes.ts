import type { KeyChange } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import type { Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { answered, gives, ID, refused, restarts } from "./sealing.ts";

const ABOUT = { profile: "SEC", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

/** What a device does with changes of its keys. */
export const DEVICE_KEY_CHANGES: readonly Scenario[] = [
  scenario("sec/rotated-key", { ...ABOUT, reqs: [R.OMDP_SEC_013, R.OMDP_SEC_017] }, (s) => {
    s.prologue.timed();
    changes(s, "activate", 2);
    gives(s, "a command under the old key, which is still valid", { keyId: 1 }, "old");
    s.check.within(answered("old", "done"), "reactionMs");
    s.drive.host.usesKey(2);
    gives(s, "a command under the new key");
    s.check.within(answered(ID, "done"), "reactionMs");
  }),

  scenario("sec/revoked-key", { ...AGAINST, reqs: [R.OMDP_SEC_015] }, (s) => {
    s.prologue.timed();
    changes(s, "activate", 2);
    s.drive.host.usesKey(2);
    changes(s, "revoke", 1);
    gives(s, "a command under the revoked key", { keyId: 1, counter: 5_000 });
    s.check.none(answered());
    restarts(s);
    gives(s, "again, after a restart", { keyId: 1, counter: 6_000 });
    s.check.none(answered());
    gives(s, "a command under the new key", {}, "new");
    s.check.within(answered("new", "done"), "reactionMs");
  }),

  scenario("sec/revoked-before-its-time", { ...AGAINST, reqs: [R.OMDP_SEC_014] }, (s) => {
    s.prologue.timed();
    changes(s, "revoke", 3);
    s.drive.host.keyChange("the host wants the revoked key in use", keyChange("activate", 3));
    s.check.within(refusedAnyhow("activate-3"), "reactionMs");
    changes(s, "activate", 4);
  }),

  scenario("sec/third-key", { ...AGAINST, reqs: [R.OMDP_SEC_013] }, (s) => {
    s.prologue.timed();
    changes(s, "activate", 2);
    s.drive.host.keyChange("the host wants a third key in use", keyChange("activate", 3));
    s.check.within(refusedAnyhow("activate-3"), "reactionMs");
    gives(s, "a command under the third key", { keyId: 3 });
    s.check.none(answered());
    s.epilogue.stillAnswers();
  }),

  scenario("sec/key-that-seals-stays", { ...AGAINST, reqs: [R.OMDP_SEC_016] }, (s) => {
    s.prologue.timed();
    s.drive.host.keyChange("the host revokes the key that it seals by", keyChange("revoke", 1));
    s.check.within(refusedAnyhow("revoke-1"), "reactionMs");
    s.epilogue.stillAnswers();
  }),

  scenario("sec/key-change-over", { ...AGAINST, reqs: [R.OMDP_SEC_017] }, (s) => {
    s.prologue.timed();
    s.drive.host.keyChange("a change of keys that is over", (trace, kit) => ({
      ...keyChange("activate", 2)(trace, kit),
      notAfterMs: kit.earlierMs(),
    }));
    s.check.within(refused("activate-2", "expired"), "reactionMs");
    gives(s, "a command under the new key", { keyId: 2 });
    s.check.none(answered());
    s.epilogue.stillAnswers();
  }),
];

function keyChange(action: KeyChange["action"], keyId: number): Bound<KeyChange> {
  return (_trace, kit) => ({
    commandId: `${action}-${keyId}`,
    action,
    keyId,
    notAfterMs: kit.laterMs(),
  });
}

/** The host changes a key and hears that it is done. */
function changes(s: Stage, action: KeyChange["action"], keyId: number): void {
  s.drive.host.keyChange(`the host lets key ${keyId}: ${action}`, keyChange(action, keyId));
  s.check.within(answered(`${action}-${keyId}`, "done"), "reactionMs");
}

function refusedAnyhow(commandId: string): Pattern {
  return answered(commandId, "refused");
}
