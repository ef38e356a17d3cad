import {
  CRITERIA_ALLOWED,
  norwegianAllowed,
  norwegianFound,
  norwegianMistake,
  norwegianSentence,
  serviceAllowed,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../../support/committed-text.ts";

/** Words that no bokmål has. */
const ENGLISH =
  /\b(?:the|an|of|and|or|each|such as|with|perhaps|nothing|number|from|which|that|both|is|has)\b/;

/** Where mistakes of a municipality's files and of the command are made. */
const SOURCES = [
  ...["criteria-file", "english-service", "refuse-identities", "service-contradictions"],
  ...["protocol/read-protocol", "protocol/row-reader", "run/load-service", "run/result-file"],
  ...["outside/run-kit", "../cli/accept-compare-command", "../cli/accept-files"],
  ...["../cli/accept-init-command", "../cli/accept-real-devices", "../cli/accept-report-command"],
  ...["../cli/accept-run-command", "../cli/accept-questions", "../fleet/read-text-file"],
  ...["../fleet/located-document", "../fleet/schema-mistake", "../report/report-file"],
  ...["../results/event-file"],
].map((name) => [`simulator/src/acceptance/${name}.ts`] as const);

/** What stands in the code between quotation marks, with a figure in each gap. */
function literalsOf(path: string): readonly string[] {
  const code = readCommitted(path).replaceAll(/\/\*\*?.*?\*\/|\/\/.*$/gms, "");
  return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(([, a, b]) =>
    (a ?? b ?? "").replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "7").replaceAll("\\`", "`"),
  );
}

/** Is said to nobody, or of the program itself. */
const NO_MISTAKE = /^(?:dosekit accept|the schema refused|accept )/;

describe("mistakes of municipalities in bokmål", () => {
  test.each(SOURCES)("has every sentence and phrase of %s", (path) => {
    const english = literalsOf(path).filter((text) => / /.test(text) && ENGLISH.test(text));
    const untold = english.filter(
      (text) =>
        !NO_MISTAKE.test(text) &&
        norwegianSentence(text) === undefined &&
        norwegianAllowed(text.replaceAll("`", "")) === undefined &&
        norwegianAllowed(text) === undefined,
    );
    expect(untold).toEqual([]);
  });

  test.each([
    ...Object.values(serviceAllowed()).map((text) => text.replaceAll("`", "")),
    ...Object.values(CRITERIA_ALLOWED),
  ])("says what is allowed: %s", (allowed) => {
    const told = norwegianAllowed(allowed) ?? allowed;
    expect(told.replaceAll(/`[^`]*`|\b[a-z0-9]+(?:-[a-z0-9]+)+\b/g, "")).not.toMatch(ENGLISH);
  });

  test("leaves what the user wrote as it is", () => {
    expect(norwegianFound("Ola and Kari")).toBeUndefined();
    expect(norwegianFound("nothing")).toBe("ingenting");
  });

  test("keeps file, line, field and code, and the values in the words of the file", () => {
    const mistake = {
      ...{ code: "accept.bad-value", file: "vik.yaml", line: 7, field: "ruter[0].til[0]" },
      ...{ found: "naboen", allowed: "user, next-of-kin, home-care, response-centre" },
      message: "A field has a value that it can't have.",
    };
    expect(norwegianMistake(mistake)).toEqual({
      ...mistake,
      allowed: "bruker, pårørende, hjemmetjeneste, responssenter",
      message: "Et felt har en verdi det ikke kan ha.",
    });
  });

  test("says where help is, and keeps a sentence that nobody has told in bokmål", () => {
    expect(norwegianSentence("There is no such option. See dosekit accept run --help.")).toBe(
      "Valget finnes ikke. Se dosekit accept run --help.",
    );
    const mistake = { code: "internal", message: "Something else." };
    expect(norwegianMistake(mistake)).toEqual(mistake);
  });
});
