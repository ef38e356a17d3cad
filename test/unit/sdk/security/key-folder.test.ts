import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GatewayKeys, KeyFolder, SdkError } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADDRESS, keyOf } from "../../../support/security/seal-bench.ts";

const ENTRY: GatewayKeys = {
  ...ADDRESS,
  activeKeyId: 2,
  keys: [
    { ...keyOf(1), reservedCounter: 4_000 },
    { ...keyOf(2), reservedCounter: 0 },
  ],
};
const SECRET_TEXT = Buffer.from(keyOf(1).material).toString("base64url");

describe("a folder of keys", () => {
  let folder: string;
  let keys: KeyFolder;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dosekit-keys-"));
    keys = new KeyFolder(join(folder, "keys"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const path = () => join(folder, "keys", "dev-1.json");

  it("gives back what it keeps, and nothing for a device that it does not know", () => {
    expect(keys.find("dev-1")).toBeUndefined();
    keys.keep(ENTRY);
    expect(keys.find("dev-1")).toEqual(ENTRY);
    keys.keep({ ...ENTRY, activeKeyId: 1 });
    expect(keys.find("dev-1")?.activeKeyId).toBe(1);
  });

  it("keeps its files and itself from others", () => {
    keys.keep(ENTRY);
    keys.stage("dev-1", keyOf(3));
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "keys", "dev-1.next-key.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "keys")).mode & 0o777).toBe(0o700);
    expect(existsSync(`${path()}.next`)).toBe(false);
  });

  it("makes a file that was open to others its owner's again when it writes", () => {
    keys.keep(ENTRY);
    chmodSync(path(), 0o666);
    keys.keep(ENTRY);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it("gives a staged key until it is taken", () => {
    expect(keys.staged("dev-1")).toBeUndefined();
    keys.stage("dev-1", keyOf(3));
    expect(keys.staged("dev-1")).toEqual(keyOf(3));
    keys.unstage("dev-1");
    keys.unstage("dev-1");
    expect(keys.staged("dev-1")).toBeUndefined();
  });

  it("does not leave its folder by a device's name", () => {
    expect(() => keys.find("../dev-1")).toThrow(RangeError);
  });

  it.each([
    ["half a file", () => readFileSync(path(), "utf8").slice(0, 150)],
    ["another text", () => `${SECRET_TEXT} is not JSON`],
    [
      "a key that is too short",
      () => readFileSync(path(), "utf8").replaceAll(SECRET_TEXT, SECRET_TEXT.slice(0, 20)),
    ],
    [
      "an unknown field",
      () => readFileSync(path(), "utf8").replace('"v"', `"${SECRET_TEXT}": 1, "v"`),
    ],
    ["the file of another device", () => readFileSync(path(), "utf8").replace("dev-1", "dev-2")],
  ])("refuses %s, names the file and holds its tongue about the content", (_name, content) => {
    keys.keep(ENTRY);
    writeFileSync(path(), content());
    const error = caught(() => keys.find("dev-1"));
    expect(error.code).toBe("key-store");
    const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    expect(told).toContain("dev-1.json");
    expect(told).not.toContain(SECRET_TEXT.slice(0, 20));
  });

  it("says that its folder can't be written", () => {
    writeFileSync(join(folder, "keys"), "a file in the way");
    expect(caught(() => keys.keep(ENTRY)).message).toMatch(/EEXIST|ENOTDIR/);
  });
});

function caught(act: () => unknown): SdkError {
  try {
    act();
  } catch (cause) {
    if (cause instanceof SdkError) return cause;
    throw cause;
  }
  throw new Error("nothing was thrown");
}
