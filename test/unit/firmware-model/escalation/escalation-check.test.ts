import { PROFILES } from "@dosekit/firmware-model";
import type { Escalation, EscalationContact, EscalationRoute } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { startedWith } from "../../../support/firmware-model/escalating.ts";
import { profileNamed } from "../../../support/firmware-model/mechanism-bench.ts";
import { PILLY } from "../../../support/firmware-model/tray-bench.ts";

const ROUTE: EscalationRoute = {
  id: "all",
  rungs: [{ recipient: "home-care", afterMin: 0 }],
  repeatMin: 60,
};

function contact(channel: "sms" | "mail", at: number): EscalationContact {
  const address = channel === "sms" ? `+479000000${at}` : `vakt${at}@example.no`;
  return { recipient: "home-care", channel, address };
}

function answerOf(escalation: Escalation, profile = PILLY) {
  const bench = startedWith(profile, true);
  bench.input({ type: "config.received", config: { version: 1, escalation } });
  return bench.reports.at(-1);
}

const THREE = [1, 2, 3].map((at) => contact("sms", at));

describe("an escalation that a device is to follow", () => {
  test("P-7: is taken with three phones and one mail address", () => {
    const contacts = [...THREE, contact("mail", 1)];
    expect(answerOf({ routes: [ROUTE], contacts })).toMatchObject({
      version: 1,
      result: "applied",
    });
  });

  test.each([
    [
      "a fourth phone",
      { routes: [ROUTE], contacts: [...THREE, contact("sms", 4)] },
      "escalation.contacts: found 4 by sms, allowed at most 3 by sms",
    ],
    [
      "a second mail address",
      { routes: [ROUTE], contacts: [contact("mail", 1), contact("mail", 2)] },
      "escalation.contacts: found 2 by mail, allowed at most 1 by mail",
    ],
    [
      "a recipient without an address",
      { routes: [ROUTE], contacts: [] },
      "escalation.contacts: found nothing for home-care, allowed one for each recipient",
    ],
    [
      "two routes of one name",
      { routes: [ROUTE, ROUTE], contacts: THREE },
      "escalation.routes.1.id: found all, allowed a name of its own",
    ],
    [
      "an alert twice",
      { routes: [{ ...ROUTE, alerts: ["1.1", "1.1"] }], contacts: THREE },
      "escalation.routes.0.alerts: found 1.1 1.1, allowed each alert once",
    ],
  ] as const)("is refused with %s, and nothing changes", (_what, escalation, detail) => {
    expect(answerOf(escalation as Escalation)).toMatchObject({
      version: 0,
      result: "refused",
      refusedVersion: 1,
      detail,
    });
  });

  test("keeps people's addresses off a device that tells nobody itself", () => {
    const silent = PROFILES.filter(({ notices }) => notices === undefined);
    expect(silent.map(({ product }) => product)).toContain("medido");
    const bench = answerOf({ routes: [ROUTE], contacts: THREE }, { ...PILLY, ...withoutNotices() });
    expect(bench).toMatchObject({ result: "refused" });
    expect(bench?.detail).toContain("the gateway tells people");
  });
});

/** The tray as a product that leaves it all to its gateway. */
function withoutNotices() {
  const { notices: _none, ...rest } = PILLY;
  return {
    ...rest,
    notices: undefined as never,
    ladderRunner: profileNamed("medido").ladderRunner,
  };
}
