import { DEVICE_LINE_SCENARIOS, NEAR_PARAMS, runSideBySide } from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { expectCaught, HUNT_MS, type Hunt, huntAll } from "../../support/conformance/hunt.ts";
import { silentOnItsLine, verdictsOfSilence } from "../../support/conformance/silent-line.ts";
import { WRONG_KINDS } from "../../support/conformance/wrong-peers.ts";

const { peers } = WRONG_KINDS["serial-device"];
let hunt: Hunt = { kills: [], failedByRight: ["nothing ran"] };

beforeAll(async () => {
  hunt = await huntAll("serial-device");
}, HUNT_MS);

describe("a device on a serial line with one thing wrong is caught", () => {
  it("while the right one passes every case", () => {
    expect(hunt.failedByRight).toEqual([]);
  });

  it.each(peers.map(({ id, breaks }) => [id, breaks]))("%s: %s", (id) => {
    expectCaught("serial-device", hunt.kills, id);
  });
});

describe("a device that is silent on its line", () => {
  const silent = silentOnItsLine("device");

  it("passes no scenario", async () => {
    const verdicts = await verdictsOfSilence(DEVICE_LINE_SCENARIOS, silent);
    expect(verdicts.filter((text) => !/: (unverified|notrun)$/.test(text))).toEqual([]);
    expect(verdicts.length).toBe(DEVICE_LINE_SCENARIOS.length);
  });

  it("runs no scenario without a line", async () => {
    const { openLine: _none, ...without } = silent;
    const results = await runSideBySide(DEVICE_LINE_SCENARIOS, without, NEAR_PARAMS, 30);
    expect(new Set([...results.values()].map(({ verdict }) => verdict))).toEqual(
      new Set(["notrun"]),
    );
  });
});
