import { readdirSync } from "node:fs";
import { ALERTS, type AlertCode } from "@dosekit/protocols";
import { exportPlan, importPlanText, type PlanImportOptions } from "@dosekit/sdk";
import { recordMessage, VKP_DEVIATIONS } from "@dosekit/sdk/record";
import {
  heartbeatOf,
  parseScaipRequest,
  requestOf,
  resetOf,
  type ScaipAlert,
  writeScaipRequest,
} from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import { expectCommitted, readCommitted } from "../../support/committed-text.ts";
import { RECORD_KINDS } from "../../support/record-kinds.ts";
import { EVENING_MS, rowOf, vkpOptions } from "../../support/record-rows.ts";
import { placementOf } from "../../support/synthetic-people.ts";

const PLANS = "simulator/examples/plans/";
const OPTIONS: PlanImportOptions = {
  ...{ zone: "Europe/Oslo", earlyMin: 60, lateMin: 120, minimumSpacingMin: 60 },
};
const ADDRESS = { cid: "47110815", did: "box-1" };

/** Holds a file of the folder `golden` equal to what the SDK writes now. */
function expectGolden(name: string, value: object): void {
  expectCommitted(`test/vectors/sdk/golden/${name}.json`, `${JSON.stringify(value, null, 2)}\n`);
}

/** What becomes of one record, or why nothing does. */
function bundleOf(name: string, deviations: Parameters<typeof vkpOptions>[0] = {}) {
  const event = RECORD_KINDS[name];
  if (event === undefined) throw new Error(`no kind: ${name}`);
  const message = recordMessage(rowOf(event), placementOf(), vkpOptions(deviations));
  return message.kind === "message" ? message.bundle : message;
}

function alertOf(alert: AlertCode, more: Partial<ScaipAlert> = {}): ScaipAlert {
  return {
    ...{ deviceId: "box-1", alertId: "9-4", alert, stage: "raise" },
    ...{ atMs: EVENING_MS, atBy: "device", ...more },
  };
}

describe("what receivers get stays as it is", () => {
  test("plans that are read from bundles, and written as bundles again", () => {
    const names = readdirSync(PLANS).filter((name) => name.endsWith(".json"));
    const rows = names.sort().map((name) => {
      const imported = importPlanText(Buffer.from(readCommitted(`${PLANS}${name}`)), OPTIONS);
      if (!imported.ok) throw new Error(`${name}: ${imported.problems[0]?.reason}`);
      const exported = imported.plans.map(({ plan }) =>
        exportPlan(plan, { subject: "Patient/p1", medication: "dose" }),
      );
      return [name, { imported, exported }] as const;
    });
    expect(rows.length).toBeGreaterThanOrEqual(6);
    expectGolden("plans", Object.fromEntries(rows));
  });

  test("messages to a patient record, one of each kind", () => {
    const rows = Object.keys(RECORD_KINDS).map((name) => [name, bundleOf(name)] as const);
    expectGolden("record-messages", Object.fromEntries(rows));
  });

  test("messages to a patient record with each deviation switched the other way", () => {
    const names = Object.keys(VKP_DEVIATIONS) as (keyof typeof VKP_DEVIATIONS)[];
    const rows = names.map((name) => {
      const deviations = { [name]: !VKP_DEVIATIONS[name].byDefault };
      const changed = Object.keys(RECORD_KINDS).flatMap((kind) => {
        const [usual, switched] = [bundleOf(kind), bundleOf(kind, { deviations })];
        return JSON.stringify(usual) === JSON.stringify(switched)
          ? []
          : [[kind, switched] as const];
      });
      // One example of what the switch does, and which kinds it touches.
      return [name, { touches: changed.map(([kind]) => kind), example: changed[0]?.[1] }] as const;
    });
    expectGolden("record-deviations", Object.fromEntries(rows));
  });

  test("requests to a response centre: each alert, its end, and what goes around it", () => {
    const raised = (Object.keys(ALERTS) as AlertCode[]).flatMap((alert) =>
      (["raise", "restore"] as const).map((stage) => {
        const request = requestOf(alertOf(alert, { stage }), ADDRESS, "no");
        return [`${alert} ${stage}`, writeScaipRequest(request)] as const;
      }),
    );
    const first = requestOf(alertOf("1.1", { atBy: "gateway" }), ADDRESS, "en");
    const rows = [
      ...raised,
      ["1.1 in English, by the gateway's clock", writeScaipRequest(first)] as const,
      ["1.1 taken back", writeScaipRequest(resetOf(first))] as const,
      ["heartbeat", writeScaipRequest(heartbeatOf("47110815", "HB1", 60))] as const,
    ];
    for (const [name, xml] of rows)
      expect(parseScaipRequest(xml), name).toMatchObject({ ok: true });
    expectGolden("scaip-requests", Object.fromEntries(rows));
  });
});
