import { crc32c } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("crc32c", () => {
  // The rows behind the first are those of RFC 3720, appendix B.4.
  it.each([
    ["the ASCII text 123456789", new TextEncoder().encode("123456789"), 0xe306_9283],
    ["nothing", new Uint8Array(), 0],
    ["32 bytes of zeros", new Uint8Array(32), 0x8a91_36aa],
    ["32 bytes of ones", new Uint8Array(32).fill(0xff), 0x62a8_ab43],
    ["32 rising bytes", Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd_794e],
    ["32 falling bytes", Uint8Array.from({ length: 32 }, (_, index) => 31 - index), 0x113f_db5c],
  ])("of %s is the published value", (_name, bytes, checksum) => {
    expect(crc32c(bytes)).toBe(checksum);
  });
});
