import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  PatientRegister,
  type Placement,
  readRegisterKey,
  receiversAt,
} from "@dosekit/sdk/register";
import { describe, expect, test } from "vitest";
import { placementOf, SOMEBODY } from "../../../support/synthetic-people.ts";

const KEY = new Uint8Array(32).fill(7);
const newPath = () => join(mkdtempSync(join(tmpdir(), "register-")), "register");

describe("the register", () => {
  test("knows after a restart who had a device when", () => {
    const path = newPath();
    const register = new PatientRegister({ path, key: KEY });
    const before = placementOf({ id: "a", fromMs: 100, untilMs: 200 });
    const after = placementOf({ id: "b", fromMs: 200 });
    expect(register.add(before)).toEqual({ ok: true });
    expect(register.add(after)).toEqual({ ok: true });
    const again = new PatientRegister({ path, key: KEY });
    const ids = [99, 100, 199, 200, 1e12].map((at) => again.placementAt("d1", at)?.id);
    expect(ids).toEqual([undefined, "a", "a", "b", "b"]);
    expect(again.placementAt("d2", 100)).toBeUndefined();
    again.remove("a");
    expect(new PatientRegister({ path, key: KEY }).size).toBe(1);
  });

  test("never gives a device to two persons at once", () => {
    const register = new PatientRegister({ path: newPath(), key: KEY });
    register.add(placementOf({ id: "a", fromMs: 100, untilMs: 200 }));
    const overlapping = [{ fromMs: 0 }, { fromMs: 199 }, { fromMs: 150, untilMs: 160 }];
    for (const period of overlapping) {
      expect(register.add(placementOf({ id: "b", ...period }))).toMatchObject({
        problem: { code: "overlap" },
      });
    }
    expect(register.add(placementOf({ id: "b", fromMs: 0, untilMs: 100 })).ok).toBe(true);
    expect(register.change(placementOf({ id: "b", fromMs: 0, untilMs: 101 })).ok).toBe(false);
    expect(register.change(placementOf({ id: "b", fromMs: 0, untilMs: 50 })).ok).toBe(true);
  });

  test("refuses what is wrong, and says where without saying what", () => {
    const register = new PatientRegister({ path: newPath(), key: KEY });
    const wrongNumber = `${SOMEBODY.slice(0, 10)}${(Number(SOMEBODY[10]) + 1) % 10}`;
    const patient = { identityNumber: wrongNumber, name: "Syntetisk Person" };
    const result = register.add(placementOf({ patient }));
    expect(result).toMatchObject({ problem: { field: "patient.identityNumber" } });
    expect(JSON.stringify(result)).not.toContain(wrongNumber);
    const wrong: readonly Partial<Placement>[] = [
      { id: "" },
      { id: SOMEBODY },
      { deviceId: "d 1" },
      { fromMs: -1 },
      { fromMs: 2, untilMs: 2 },
      { fromMs: 0.5 },
      { municipalities: [] },
      { municipalities: [{ municipality: "301", kind: "home", fromMs: 0, receivers: [] }] },
      { patient: { identityNumber: SOMEBODY, name: " " } },
      { patient: { identityNumber: SOMEBODY, name: "a\u0000" } },
      { device: { system: "no uri", serialNumber: "1", type: "x" } },
    ];
    for (const parts of wrong) expect(register.add(placementOf(parts)).ok, `${parts}`).toBe(false);
    expect(register.size).toBe(0);
  });

  test("holds no more than its bound", () => {
    const register = new PatientRegister({ path: newPath(), key: KEY, placementsMax: 1 });
    register.add(placementOf({ id: "a", untilMs: 1 }));
    expect(register.add(placementOf({ id: "b", fromMs: 1 }))).toMatchObject({
      problem: { code: "register-full" },
    });
  });

  test("tells receivers of the home and, during a stay, of the holiday municipality", () => {
    const placement = placementOf({
      municipalities: [
        { municipality: "0301", kind: "home", fromMs: 0, receivers: ["oslo", "epj"] },
        { municipality: "3024", kind: "holiday", fromMs: 10, untilMs: 20, receivers: ["epj", "b"] },
      ],
    });
    expect(receiversAt(placement, 9)).toEqual(["oslo", "epj"]);
    expect(receiversAt(placement, 10)).toEqual(["oslo", "epj", "b"]);
    expect(receiversAt(placement, 20)).toEqual(["oslo", "epj"]);
  });
});

describe("the file of the register", () => {
  test("holds nothing that can be read, and differs with every write", () => {
    const path = newPath();
    const register = new PatientRegister({ path, key: KEY });
    register.add(placementOf());
    const first = readFileSync(path);
    register.change(placementOf());
    expect(readFileSync(path).equals(first)).toBe(false);
    expect(first.includes(SOMEBODY)).toBe(false);
    expect(first.includes("Syntetisk")).toBe(false);
  });

  test("is refused under another key, and when a bit of it changed", () => {
    const path = newPath();
    new PatientRegister({ path, key: KEY }).add(placementOf());
    const otherKey = new Uint8Array(32).fill(8);
    expect(() => new PatientRegister({ path, key: otherKey })).toThrow(/can't be read/);
    const bytes = readFileSync(path);
    for (const at of [0, 7, 8, 20, 36, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      expect(() => new PatientRegister({ path, key: KEY }), `byte ${at}`).toThrow(/can't be read/);
    }
    writeFileSync(path, bytes.subarray(0, 20));
    expect(() => new PatientRegister({ path, key: KEY })).toThrow(/can't be read/);
  });

  test("that can't be written leaves the register as it was", () => {
    const path = newPath();
    const register = new PatientRegister({ path, key: KEY });
    register.add(placementOf());
    // A folder lies where the file is written before it takes its place.
    mkdirSync(`${path}.next`);
    expect(() => register.add(placementOf({ id: "b", deviceId: "d2" }))).toThrow(/disk/);
    expect(register.size).toBe(1);
    expect(register.placementAt("d2", 1)).toBeUndefined();
    expect(new PatientRegister({ path, key: KEY }).size).toBe(1);
  });
});

describe("the key of the register", () => {
  test("comes as hexadecimal digits or in base64, from a file or the environment", () => {
    const file = newPath();
    writeFileSync(file, `${"07".repeat(32)}\n`);
    expect(readRegisterKey({ file })).toEqual(KEY);
    const environment = { KEY: Buffer.from(KEY).toString("base64") };
    expect(readRegisterKey({ variable: "KEY", environment })).toEqual(KEY);
  });

  test("is missed with the place where it was looked for, and nothing of what stood there", () => {
    const environment = { SHORT: "secret-but-short" };
    expect(() => readRegisterKey({ variable: "SHORT", environment })).toThrow(/SHORT/);
    expect(() => readRegisterKey({ variable: "SHORT", environment })).not.toThrow(/secret/);
    expect(() => readRegisterKey({ variable: "NONE", environment })).toThrow(/NONE/);
    expect(() => readRegisterKey({ file: "/nowhere/key" })).toThrow(/nowhere/);
  });
});
