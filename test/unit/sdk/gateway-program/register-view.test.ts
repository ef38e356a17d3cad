import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RegisterView } from "@dosekit/sdk";
import { PatientRegister } from "@dosekit/sdk/register";
import { afterEach, beforeEach, expect, test } from "vitest";
import { placementOf } from "../../../support/synthetic-people.ts";

const key = new Uint8Array(32).fill(5);
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-view-"));
  path = join(folder, "register");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A view whose clock the test holds. */
function viewed() {
  let nowMs = 0;
  const log: string[] = [];
  const view = new RegisterView(
    { path, key },
    ({ event }) => void log.push(event),
    () => nowMs,
  );
  const look = (deviceId: string) => {
    nowMs += 1_500;
    return view.placementAt(deviceId, 1)?.id;
  };
  return { view, look, log };
}

test("a change that another program makes is taken over by itself", () => {
  new PatientRegister({ path, key }).add(placementOf());
  const { view, look } = viewed();
  expect([look("d1"), look("d2")]).toEqual(["placement-1", undefined]);
  new PatientRegister({ path, key }).add(placementOf({ id: "p-2", deviceId: "d2" }));
  expect(look("d2")).toBe("p-2");
  expect(view.devicesAt(1)).toEqual(["d1", "d2"]);
});

test("a register that can't be read, or is gone, leaves what was read before", () => {
  new PatientRegister({ path, key }).add(placementOf());
  const { view, look, log } = viewed();
  writeFileSync(path, "damaged by somebody");
  expect([look("d1"), look("d1"), view.fault]).toEqual([
    "placement-1",
    "placement-1",
    "register-damaged",
  ]);
  expect(log).toEqual(["register.unread"]);
  rmSync(path);
  expect(look("d1")).toBe("placement-1");
  new PatientRegister({ path, key }).add(placementOf({ id: "p-3" }));
  expect([look("d1"), view.fault]).toEqual(["p-3", undefined]);
});

test("a register that can't be read at the start is no register", () => {
  writeFileSync(path, "damaged by somebody");
  expect(() => viewed()).toThrow(/register/);
});
