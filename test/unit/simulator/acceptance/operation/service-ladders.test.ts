import { DEFAULT_LADDER } from "@dosekit/protocols";
import { ladderOfSeverity, laddersOf, readService } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../../support/committed-text.ts";

const SMALL = readCommitted("simulator/examples/acceptance/small-municipality.yaml");

function ladders(lines: string) {
  return laddersOf(readService(`${SMALL}\n${lines}\n`, "f"));
}

const rung = (recipient: string, afterMin: number) => ({ recipient, afterMin });

describe("ladders of a service", () => {
  test("are none of its own where its file says nothing", () => {
    expect(ladders("")).toEqual({});
  });

  test("tell whoever a route names at once, beside the ladder of the severity", () => {
    const own = ladders("ruter: [{ alvorlighet: 30, til: [pårørende] }]");
    expect(own[30]?.rungs).toEqual([
      ...[rung("next-of-kin", 0), rung("home-care", 0), rung("response-centre", 15)],
    ]);
  });

  test("tell nobody twice, and nobody else later for it", () => {
    const own = ladders(`varslingstrapper:
  - { alvorlighet: 30, trinn: [{ til: pårørende, etterMinutter: 5 }, { til: responssenter, etterMinutter: 10 }] }
ruter: [{ alvorlighet: 30, til: [pårørende] }]`);
    expect(own[30]?.rungs).toEqual([rung("next-of-kin", 0), rung("response-centre", 15)]);
  });

  test("are told of one code apart from others of its severity", () => {
    const own = ladders('ruter: [{ kode: "1.12", til: [pårørende, hjemmetjeneste] }]');
    const low = { severity: 10, code: "1.12" } as const;
    const ladder = ladderOfSeverity(DEFAULT_LADDER, own, low);
    expect(ladder.rungs).toEqual([rung("next-of-kin", 0), rung("home-care", 0)]);
    // Both are told: an alert of a low severity would else stop at the first.
    expect(ladder.climbFromSeverity).toBe(10);
    const other = { severity: 10, code: "1.4" } as const;
    expect(ladderOfSeverity(DEFAULT_LADDER, own, other)).toBe(DEFAULT_LADDER);
  });
});
