import { describe, it } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";
import { cborLimits } from "../../support/spec-vectors/cbor-limits.ts";
import { frameLimits } from "../../support/spec-vectors/frame-limits.ts";
import { messageLimits } from "../../support/spec-vectors/message-limits.ts";
import { sealLimits } from "../../support/spec-vectors/seal-limits.ts";
import { connectVectors, topicVectors } from "../../support/spec-vectors/topic-vectors.ts";

const FOLDER = "protocols/spec/vectors";

/** One row a line, so that a change shows as a line. */
function lines(rows: readonly object[]): string {
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n")}\n]`;
}

describe("the generated vectors", () => {
  it("stand at each limit of each field of each message, and one past it", () => {
    expectCommitted(`${FOLDER}/limits-of-messages.json`, `{"rows": ${lines(messageLimits())}}\n`);
  });

  it("stand at each limit of the byte profile, and one past it", () => {
    expectCommitted(`${FOLDER}/limits-of-cbor.json`, `{"rows": ${lines(cborLimits())}}\n`);
  });

  it("stand at each limit of a frame, and one past it", () => {
    expectCommitted(`${FOLDER}/limits-of-frames.json`, `{"rows": ${lines(frameLimits())}}\n`);
  });

  it("stand at each limit of sealed messages and keys, and one past it", () => {
    const { rows, ...shared } = sealLimits();
    const head = JSON.stringify(shared).slice(0, -1);
    expectCommitted(`${FOLDER}/limits-of-seals.json`, `${head}, "rows": ${lines(rows)}}\n`);
  });

  it("show topics and connections over MQTT", () => {
    const text = `{"topics": ${lines(topicVectors())},\n"connections": ${lines(connectVectors())}}\n`;
    expectCommitted(`${FOLDER}/mqtt.json`, text);
  });
});
