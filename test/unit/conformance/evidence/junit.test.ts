import { junitXml, VERDICTS, type Verdict } from "@dosekit/conformance";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseOf, checkOf, runOf } from "../../../support/conformance/run-records.ts";

/** How often each element stands in a report of one case. */
function elementsOf(verdict: Verdict, strict = false) {
  const one = caseOf("cmd/one", verdict, { checks: [checkOf(verdict)] });
  const xml = junitXml(runOf([one], { strict }));
  const count = (name: string) => xml.match(new RegExp(`<${name} `, "g"))?.length ?? 0;
  return { failure: count("failure"), error: count("error"), skipped: count("skipped") };
}

describe("the JUnit report of a run", () => {
  const none = { failure: 0, error: 0, skipped: 0 };
  const expected: Readonly<Record<Verdict, typeof none>> = {
    pass: none,
    nonstrict: none,
    fail: { ...none, failure: 1 },
    error: { ...none, error: 1 },
    unverified: { ...none, error: 1 },
    notrun: { ...none, error: 1 },
    skipped: { ...none, skipped: 1 },
    waived: { ...none, skipped: 1 },
  };
  it.each(VERDICTS)("takes %s as what it is, and nothing undecided for passed", (verdict) => {
    expect(elementsOf(verdict)).toEqual(expected[verdict]);
  });

  it("takes advice that is not followed for a failure where that counts", () => {
    expect(elementsOf("nonstrict", true)).toEqual({ ...none, failure: 1 });
  });

  it("names requirements, profile and section, and counts each kind", () => {
    const cases = [
      caseOf("cmd/one", "pass"),
      caseOf("cmd/two", "fail"),
      caseOf("cmd/three", "error"),
    ];
    const xml = junitXml(runOf(cases));
    expect(xml).toMatch(/<testsuites [^>]*tests="3" failures="1" errors="1" skipped="0"/);
    expect(xml).toMatch(/<testsuite name="[a-z]+\.md, [^"]+" tests="3"/);
    for (const { id, profile, requirements } of cases) {
      expect(xml).toContain(`<testcase classname="${profile}" name="${id}"`);
      for (const req of requirements) {
        expect(xml).toContain(`<property name="requirement" value="${req}"/>`);
      }
    }
  });

  it("is text that XML allows, whatever a device said", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (said) => {
        const checks = [checkOf("fail", { seen: said })];
        const xml = junitXml(runOf([caseOf("cmd/one", "fail", { checks, reason: said })]));
        const forbidden = [...xml].filter((sign) => !isAllowed(sign.codePointAt(0) ?? 0));
        expect(forbidden).toEqual([]);
        expect(xml.match(/<failure [^<>]*>[^<>]*<\/failure>/g)).toHaveLength(1);
      }),
    );
  });
});

/** Whether XML 1.0 can hold a sign. @see https://www.w3.org/TR/xml/#charsets */
function isAllowed(code: number): boolean {
  if (code < 0x20) return [0x9, 0xa, 0xd].includes(code);
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}
