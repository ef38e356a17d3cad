import { join } from "node:path";
import { runGatewayProgram } from "@dosekit/sdk";
import { DeadLetters } from "@dosekit/sdk/record";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { status } from "../../../support/fhir-server.ts";
import { rowOf } from "../../../support/record-rows.ts";
import { ServiceWorld } from "../../../support/sdk/service-world.ts";
import { SOMEBODY } from "../../../support/synthetic-people.ts";

let world: ServiceWorld;
let config: string;
let letters: DeadLetters;

beforeEach(async () => {
  world = await ServiceWorld.start();
  config = world.configure("mqtt://127.0.0.1:1", ["d1"]);
  letters = new DeadLetters(join(world.folder, "state", "letters", "epj"));
  for (const position of [7, 9, 12]) {
    const row = rowOf(
      { kind: "alert.raised", alertId: `9-${position}`, alert: "1.5" },
      { position },
    );
    letters.put(row, { code: "http-422", attempts: 1, atMs: 0 });
  }
});

afterEach(() => world.stop());

async function letterCommand(...argv: string[]) {
  const out: string[] = [];
  const exitCode = await runGatewayProgram(["letters", ...argv, "--config", config, "--json"], {
    stdout: (text) => void out.push(text),
    stderr: (text) => void out.push(text),
    env: {},
    onStop: () => () => {},
  });
  return { exitCode, text: out.join("") };
}

describe("dosekit-gateway letters", () => {
  test("lists what was refused, without a word about the person", async () => {
    const { exitCode, text } = await letterCommand("list");
    expect(exitCode).toBe(0);
    const { receivers } = JSON.parse(text) as {
      receivers: { receiver: string; letters: object[] }[];
    };
    expect(receivers.map(({ receiver, letters: found }) => [receiver, found.length])).toEqual([
      ["epj", 3],
      ["deaf", 0],
    ]);
    expect(receivers[0]?.letters[0]).toMatchObject({
      ...{ letter: 7, device: "d1", kind: "alert.raised", code: "http-422", attempts: 1 },
    });
    expect(text).not.toMatch(new RegExp(`${SOMEBODY}|Syntetisk`));
  });

  test("sends letters once more, and says which are refused again", async () => {
    const some = await letterCommand("resend", "--receiver", "epj", "--letter", "9");
    expect([some.exitCode, world.fhir.kept.size]).toEqual([0, 1]);
    world.fhir.next(status(422));
    const { exitCode, text } = await letterCommand("resend", "--receiver", "epj", "--all");
    expect(exitCode).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      results: [
        { letter: 7, result: "http-422" },
        { letter: 12, result: "delivered" },
      ],
    });
    expect(letters.list().letters.map(({ position }) => position)).toEqual([7]);
  });

  test("removes letters for good", async () => {
    const { exitCode } = await letterCommand("remove", "--receiver", "epj", "--letter", "7");
    expect(exitCode).toBe(0);
    expect(letters.list().letters.map(({ position }) => position)).toEqual([9, 12]);
  });

  test.each([
    [["burn"], "list, resend, remove"],
    [["remove"], "--all"],
    [["remove", "--letter", "7"], "--receiver"],
    [["remove", "--receiver", "epj", "--letter", "8"], "allowed 7, 9, 12"],
    [["list", "--receiver", "nobody"], "allowed epj, deaf"],
  ])("says what is wrong with %j", async (argv, words) => {
    const { exitCode, text } = await letterCommand(...argv);
    expect(exitCode).toBe(2);
    expect(text).toContain(words);
    expect(letters.count).toBe(3);
  });
});
