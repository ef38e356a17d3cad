import { type MessageBundle, recordMessage, type VkpOptions } from "@dosekit/sdk/record";
import { describe, expect, test } from "vitest";
import { RECORD_KINDS as KINDS } from "../../../support/record-kinds.ts";
import { EVENING_MS, rowOf, vkpOptions } from "../../../support/record-rows.ts";
import { numberOf, placementOf } from "../../../support/synthetic-people.ts";
import { at, problemsIn, ruleProblems } from "../../../support/vkp-rules.ts";

const DOSE = { doseId: "t1900/2026-06-22", dueMs: EVENING_MS };

function messageOf(name: string, options: VkpOptions = vkpOptions()): MessageBundle {
  const event = KINDS[name];
  if (event === undefined) throw new Error(`no kind: ${name}`);
  const message = recordMessage(rowOf(event), placementOf(), options);
  if (message.kind !== "message") throw new Error(`${name}: ${message.reason}`);
  return message.bundle;
}

const focusOf = (bundle: MessageBundle) => bundle.entry[1]?.resource ?? { resourceType: "none" };
const textOf = (bundle: MessageBundle) => String(at(focusOf(bundle), "text", "div"));

describe("a message about", () => {
  test.each(Object.keys(KINDS))("%s is valid FHIR R4 and what the profiles ask for", (name) => {
    expect(problemsIn(messageOf(name))).toEqual([]);
  });

  test.each(Object.keys(KINDS))("%s is the same, byte for byte, when it is built again", (name) => {
    expect(JSON.stringify(messageOf(name))).toBe(JSON.stringify(messageOf(name)));
  });

  test.each([
    ["a D number", numberOf("418150001"), "urn:oid:2.16.578.1.12.4.1.4.2"],
    ["a help number", numberOf("812345678"), "urn:oid:2.16.578.1.12.4.1.4.3"],
  ])("a person with %s names its system", (_name, identityNumber, system) => {
    const patient = { identityNumber, name: "Syntetisk Person" };
    const row = rowOf(KINDS["a retrieval"] ?? { kind: "dose.closed" });
    const message = recordMessage(row, placementOf({ patient }), vkpOptions());
    if (message.kind !== "message") throw new Error("no message");
    expect(problemsIn(message.bundle)).toEqual([]);
    expect(at(focusOf(message.bundle), "subject", "identifier", "system")).toBe(system);
  });
});

describe("the checks of messages", () => {
  test("find what is wrong", () => {
    const good = JSON.stringify(messageOf("a retrieval"));
    const changes: readonly (readonly [string, string])[] = [
      ["2026-06-22T17:00:00.000Z", "2026-13-40T17:00:00.000Z"],
      ["2026-06-22T17:00:00.000Z", "2026-02-30T17:00:00.000Z"],
      ['"status":"completed"', '"status":"entered-in-error"'],
      ['"code":"1.1"', '"code":"9.9"'],
      ["medisin utlevert uassistert", "noe annet"],
      [placementOf().patient.identityNumber, "01815000000"],
      ['"reference":"urn:uuid:', '"reference":"urn:uuid:0'],
      ['"display":"Medisindispenser"', '"display":""'],
    ];
    for (const [from, to] of changes) {
      expect(good).toContain(from);
      expect(ruleProblems(JSON.parse(good.replaceAll(from, to))), to).not.toEqual([]);
    }
  });
});

describe("a dispense event", () => {
  test("is completed only when the dose was seen to leave the device", () => {
    const levels = [
      ...(["none", "dispensed", "presented", "returned"] as const),
      ...(["retrieved", "user-confirmed", "sensor-confirmed"] as const),
    ];
    const statuses = levels.map((evidence) => {
      const row = rowOf({ kind: "dose.closed", ...DOSE, outcome: "retrieved", evidence });
      const message = recordMessage(row, placementOf(), vkpOptions());
      return message.kind === "message" ? focusOf(message.bundle)["status"] : message.reason;
    });
    const [early, out] = ["in-progress", "completed"];
    expect(statuses).toEqual([early, early, early, early, out, out, out]);
  });

  test("never says that medicine was taken, and says so", () => {
    for (const name of Object.keys(KINDS)) {
      const bundle = messageOf(name);
      expect(JSON.stringify(bundle)).not.toMatch(/MedicationAdministration|er inntatt av|svelget/);
      const isDispense = focusOf(bundle).resourceType === "MedicationDispense";
      if (isDispense && name !== "a confirmed message") {
        expect(textOf(bundle)).toContain("Uttak viser ikke at medisinen er inntatt.");
      }
    }
  });

  test("is one and the same from release to retrieval, in two messages", () => {
    const [release, retrieval] = [KINDS["a release"], KINDS["a retrieval"]].map((event, at) =>
      recordMessage(rowOf(event ?? { kind: "dose.closed" }, { position: at + 1 }), placementOf(), {
        ...vkpOptions(),
      }),
    );
    if (release?.kind !== "message" || retrieval?.kind !== "message") throw new Error("none");
    expect(focusOf(release.bundle)["id"]).toBe(focusOf(retrieval.bundle)["id"]);
    expect(release.bundle.id).not.toBe(retrieval.bundle.id);
  });

  test("of the next person with the device has another name", () => {
    const row = rowOf(KINDS["a retrieval"] ?? { kind: "dose.closed" });
    const names = ["a", "b"].map((id) => {
      const message = recordMessage(row, placementOf({ id }), vkpOptions());
      return message.kind === "message" ? focusOf(message.bundle)["id"] : undefined;
    });
    expect(names[0]).not.toBe(names[1]);
  });

  test("of a journey tells in Norwegian how many doses, and the first and last", () => {
    expect(at(focusOf(messageOf("a journey")), "dosageInstruction", 0, "text")).toBe(
      "10 doser utlevert for reise. Første dose: 22/6 kl. 19:00. Siste dose: 24/6 kl. 19:00.",
    );
  });

  test("of a dose on its way to a journey is told with the journey", () => {
    for (const event of [
      { kind: "dose.released", ...DOSE, actor: "staff" },
      { kind: "dose.closed", ...DOSE, outcome: "released-ahead" },
    ] as const) {
      expect(recordMessage(rowOf(event), placementOf(), vkpOptions())).toEqual({
        kind: "omitted",
        reason: "told-elsewhere",
      });
    }
  });
});

describe("an issue", () => {
  test.each([
    ["a missed dose", "1.1", "30"],
    ["a prevented dose", "1.2", "30"],
    ["a withheld dose", "1.1", "0"],
    ["an uncertain dose", "1.3", "20"],
    ["a dose that came back", "1.3", "20"],
    ["an alert", "1.5", "30"],
    ["an alert without a clock", "1.14", "20"],
  ])("says of %s the code %s with severity %s", (name, code, severity) => {
    const issue = focusOf(messageOf(name));
    expect(issue.resourceType).toBe("DetectedIssue");
    expect(at(issue, "code", "coding", 0, "code")).toBe(code);
    expect(at(issue, "extension", 0, "valueCodeableConcept", "coding", 0, "code")).toBe(severity);
  });

  test("has one name for the whole life of its alert", () => {
    const names = ["an alert", "an acknowledgement", "a dispatch"].map(
      (name) => focusOf(messageOf(name))["id"],
    );
    expect(new Set(names).size).toBe(1);
  });

  test("that is handled comes with a Composition about it", () => {
    const { entry } = messageOf("an acknowledgement");
    expect(entry.map(({ resource }) => resource.resourceType)).toEqual([
      ...["MessageHeader", "DetectedIssue", "Composition"],
    ]);
    expect(at(entry[2], "resource", "event", 0, "code", 0, "coding", 0, "code")).toBe("3");
    expect(at(entry[2], "resource", "section", 0, "entry", 0, "reference")).toBe(entry[1]?.fullUrl);
  });

  test("has no markup of a device in its text", () => {
    const div = String(at(messageOf("a measure").entry[2], "resource", "text", "div"));
    expect(div).toContain("&lt;b&gt;&amp;&quot;");
  });
});

describe("a time", () => {
  const closed = { kind: "dose.closed", ...DOSE, outcome: "retrieved" } as const;

  test.each([
    ["with a clock that was unset", { clock: "unset" }, {}],
    ["far ahead of the gateway's clock", {}, { receivedMs: EVENING_MS - 11 * 60_000 }],
  ] as const)("%s is not told, and that it is unknown is", (_name, event, place) => {
    const message = recordMessage(
      rowOf({ ...closed, ...event }, place),
      placementOf(),
      vkpOptions(),
    );
    if (message.kind !== "message") throw new Error("none");
    expect(focusOf(message.bundle)["whenHandedOver"]).toBeUndefined();
    expect(textOf(message.bundle)).toContain("Tidspunktet er ukjent");
    expect(problemsIn(message.bundle)).toEqual([]);
  });
});

describe("deviations", () => {
  test("from the focus switched off leave issues and handling out", () => {
    const reasons = (name: string, deviations: VkpOptions["deviations"] = {}) => {
      const event = KINDS[name] ?? { kind: "dose.closed" };
      const message = recordMessage(rowOf(event), placementOf(), vkpOptions({ deviations }));
      return message.kind === "omitted" ? message.reason : "told";
    };
    expect(reasons("an alert", { "issue-as-focus": false })).toBe("switched-off");
    expect(reasons("a missed dose", { "issue-as-focus": false })).toBe("switched-off");
    expect(reasons("a retrieval", { "issue-as-focus": false })).toBe("told");
    expect(reasons("a dispatch", { "handling-of-issue": false })).toBe("switched-off");
    expect(reasons("an alert", { "handling-of-issue": false })).toBe("told");
  });

  test("choose the system of the severity", () => {
    const systemOf = (on: boolean) =>
      at(
        focusOf(messageOf("an alert", vkpOptions({ deviations: { "severity-code-system": on } }))),
        ...(["extension", 0, "valueCodeableConcept", "coding", 0, "system"] as const),
      );
    expect(systemOf(false)).toBe("http://ehelse.no/fhir/ValueSet/vkp-severity-level-v090");
    expect(systemOf(true)).toBe("http://ehelse.no/fhir/CodeSystem/vkp-severity-level-v090");
  });

  test("leave out the text of a journey", () => {
    const bundle = messageOf("a journey", vkpOptions({ deviations: { "travel-text": false } }));
    expect(focusOf(bundle)["dosageInstruction"]).toBeUndefined();
  });
});
