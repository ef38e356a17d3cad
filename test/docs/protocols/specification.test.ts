import {
  CHANNELS,
  CONNECT_RULES,
  CONTENT_TYPE,
  DEFAULT_LIMITS,
  DROP_ADDRESS_MAX,
  FRAME_PAYLOAD_DEFAULT,
  FRAME_PAYLOAD_MAX,
  FRAME_TYPES,
  FRAME_VERSION,
  KEY_SIZE_LIMIT,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

/** The page with the padding of its tables taken out. */
const TEXT = readCommitted("protocols/spec/omdp.md").replace(/ {2,}/g, " ");

describe("the specification", () => {
  it.each([
    ["bytes of a message over MQTT", DEFAULT_LIMITS.bytesMax],
    ["bytes of a message over a serial line", DEFAULT_LIMITS.bytesMax],
    ["payload of a frame", FRAME_PAYLOAD_DEFAULT],
    ["most bytes of a payload that both ends may agree on", FRAME_PAYLOAD_MAX],
    ["addresses on one line", DROP_ADDRESS_MAX],
    ["lists and maps inside each other", DEFAULT_LIMITS.depthMax],
    ["items of one list, or pairs of one map", DEFAULT_LIMITS.itemsMax],
    ["greatest number", Number.MAX_SAFE_INTEGER],
    ["greatest key", KEY_SIZE_LIMIT - 1],
    ["session that the broker keeps, in seconds", CONNECT_RULES.sessionExpirySeconds],
    ["keep alive, in seconds", CONNECT_RULES.keepaliveSeconds],
    ["delay of the last will, in seconds", CONNECT_RULES.willDelaySeconds],
    ["receive maximum", CONNECT_RULES.receiveMaximum],
  ])("states the limit of the code: %s", (name, limit) => {
    const row = TEXT.split("\n").find((line) => line.startsWith(`| ${name} |`));
    expect(row).toMatch(new RegExp(`\\| ${limit.toLocaleString("en")}[ ,;]`));
  });

  it("has the row of each channel as the binding has it", () => {
    for (const [channel, { way, qos, retain, messages }] of Object.entries(CHANNELS)) {
      const publisher = way === "up" ? "device" : "host";
      const names = messages.map(({ name }) => name).join(", ");
      expect(TEXT).toContain(
        `| \`${channel}\` | ${publisher} | ${qos} | ${retain ? "yes" : "no"} | ${names} |`,
      );
    }
  });

  it("names the frame types, the version and the content type of the code", () => {
    const types = Object.entries(FRAME_TYPES).map(([name, number]) => `${number} ${name}`);
    for (const type of types) expect(TEXT.replaceAll("\n", " ")).toContain(type);
    expect(TEXT).toContain(`The version is ${FRAME_VERSION}.`);
    expect(TEXT).toContain(CONTENT_TYPE);
  });
});
