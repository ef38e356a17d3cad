import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

/** Vectors that stand at a limit of the page, and one past it: file, part of the name. */
interface AtLimit {
  readonly at: readonly [file: string, name: string];
  readonly past: readonly [file: string, name: string];
}

const CBOR = "limits-of-cbor";
const FRAMES = "limits-of-frames";

/** Each row of the table of limits; a new row of the page has to get vectors here. */
const LIMITS: Readonly<Record<string, AtLimit>> = {
  "bytes of a message over MQTT": both(CBOR, "65,536 bytes", "65,537 bytes"),
  "bytes of a message over a serial line": {
    at: ["link", "a message as long as the receiver takes"],
    past: ["link", "a total above the limit by one"],
  },
  "payload of a frame": both(FRAMES, "a payload of 512 bytes", "a payload of 513 bytes"),
  "most bytes of a payload that both ends may agree on": both(
    FRAMES,
    "a payload of 1024 bytes",
    "a payload of 1025 bytes",
  ),
  "addresses on one line": both(
    FRAMES,
    "the address 126 from a device",
    "the address 127 from a device",
  ),
  "lists and maps inside each other": both(
    CBOR,
    "8 lists inside each other",
    "9 lists inside each other",
  ),
  "items of one list, or pairs of one map": both(
    CBOR,
    "1,024 items of a list",
    "1,025 items of a list",
  ),
  "greatest number": both(CBOR, "the greatest number", "one above the greatest number"),
  "greatest key": both(CBOR, "the greatest key", "one above the greatest key"),
  "session that the broker keeps, in seconds": both(
    "mqtt",
    "sessionExpirySeconds 86400",
    "sessionExpirySeconds 86399",
  ),
  "keep alive, in seconds": both("mqtt", "keepAliveSeconds 60", "keepAliveSeconds 61"),
  "delay of the last will, in seconds": both(
    "mqtt",
    "willDelaySeconds 120",
    "willDelaySeconds 121",
  ),
  "receive maximum": both("mqtt", "receiveMaximum 20", "receiveMaximum 21"),
};

function both(file: string, at: string, past: string): AtLimit {
  return { at: [file, at], past: [file, past] };
}

/** Every row of a file, wherever it stands, by its name. */
function rowsOf(file: string): ReadonlyMap<string, { readonly result?: string }> {
  const found = new Map<string, { readonly result?: string }>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      const row = value as { readonly name?: string; readonly result?: string };
      if (row.name !== undefined) found.set(row.name, row);
      Object.values(value).forEach(visit);
    }
  };
  visit(JSON.parse(readCommitted(`protocols/spec/vectors/${file}.json`)));
  return found;
}

/** Rows of the table of limits. */
function limitsOfThePage(): readonly string[] {
  const [, section = ""] = readCommitted("protocols/spec/omdp.md").split("## 10. Limits");
  return section
    .split("\n")
    .filter((line) => /^\| [a-z]/.test(line) && !line.startsWith("| limit"))
    .map((line) => line.split("|")[1]?.trim() ?? "");
}

describe("each limit of the specification", () => {
  it("is known here", () => {
    expect(limitsOfThePage()).toEqual(Object.keys(LIMITS));
  });

  it.each(Object.entries(LIMITS))("has a vector at it and one past it: %s", (_limit, rows) => {
    const [at, past] = [rows.at, rows.past].map(([file, name]) => rowsOf(file).get(name)?.result);
    expect([at, past]).toEqual(["valid", "invalid"]);
  });
});
