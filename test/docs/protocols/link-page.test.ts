import {
  DROP_ADDRESS_MAX,
  DROP_TIMING,
  LINK_CHANNELS,
  LINK_COUNTERS,
  LINK_ERRORS,
  LINK_MESSAGE_MAX,
  LINK_PAYLOAD_MIN,
  LINK_TIMING,
  LINK_VERSION,
  LINK_WINDOW_MAX,
  markdownTable,
  NAK_REASONS,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const PAGE = "protocols/spec/link.md";
/** The page with the padding of its tables and its line breaks taken out. */
const TEXT = readCommitted(PAGE).replace(/\s+/g, " ");

describe("the page of the serial link", () => {
  it("lists the counters of the code in their order", () => {
    const rows = Object.entries(LINK_COUNTERS).map(([name, meaning], index) => [
      String(index + 1),
      `\`${name}\``,
      meaning,
    ]);
    const table = markdownTable(["place", "counter", "counts"], rows);
    expectCommitted(PAGE, withMade(readCommitted(PAGE), "link-counters", table));
  });

  it.each([
    ["first wait for an acknowledgement, then doubled", `${LINK_TIMING.ackMs} ms`],
    ["tries of a DATA frame", `${LINK_TIMING.tries}`],
    ["answer to RST", `${LINK_TIMING.resetMs / 1_000} s`],
    ["handshakes in vain until the link is down", `${LINK_TIMING.resetTries}`],
    [
      "first pause between attempts on a link that is down",
      `${LINK_TIMING.retryFirstMs / 1_000} s`,
    ],
    ["longest pause between attempts", `${LINK_TIMING.retryLongestMs / 1_000} s`],
    ["quiet time until the gateway asks", `${LINK_TIMING.keepAliveMs / 1_000} s`],
    ["quiet time until contact is lost", `${LINK_TIMING.silenceMs / 1_000} s`],
    ["question to a busy peer", `${LINK_TIMING.notReadyMs} ms`],
    ["idle time before a leading 0x00", `${LINK_TIMING.idleFlushMs} ms`],
    ["farewell: longest wait for the last acknowledgement", `${LINK_TIMING.closeMs / 1_000} s`],
    ["shared line: answer begins within", `${DROP_TIMING.answerWithinMs} ms`],
    ["shared line: what the gateway's own port may add", `${DROP_TIMING.latencyMs} ms`],
    ["shared line: quiet time that ends a broken answer", `${DROP_TIMING.quietMs} ms`],
    ["shared line: pause before the next frame", `${DROP_TIMING.turnaroundMs} ms`],
    ["shared line: pause inside a frame that ends it", `${LINK_TIMING.gapMs} ms`],
    ["shared line: a device with nothing to say is asked every", `${DROP_TIMING.pollMs} ms`],
  ])("states the wait of the code: %s", (name, value) => {
    expect(TEXT).toContain(`| ${name} | ${value} |`);
  });

  it("numbers channels, errors and reasons as the code does", () => {
    for (const [channel, number] of Object.entries(LINK_CHANNELS)) {
      const from = number < LINK_CHANNELS.cmd ? "device" : "gateway";
      expect(TEXT).toContain(`| \`${channel}\` | ${number} | ${from} |`);
    }
    for (const [error, number] of Object.entries(LINK_ERRORS)) {
      expect(TEXT).toContain(`| \`${error}\` | ${number} |`);
    }
    expect(TEXT).toContain(
      `reason ${NAK_REASONS.damaged} damaged, ${NAK_REASONS.sequence} out of sequence`,
    );
  });

  it("states version and limits of the code", () => {
    const messageMax = LINK_MESSAGE_MAX.toLocaleString("en");
    expect(TEXT).toContain(`now ${LINK_VERSION} |`);
    expect(TEXT).toContain(`in bytes | ${LINK_PAYLOAD_MIN} to 1,024 |`);
    expect(TEXT).toContain(`| 1 to ${LINK_WINDOW_MAX} |`);
    expect(TEXT).toContain(`| ${LINK_PAYLOAD_MIN} to ${messageMax} |`);
    expect(TEXT).toContain(`up to ${DROP_ADDRESS_MAX} devices`);
  });
});
