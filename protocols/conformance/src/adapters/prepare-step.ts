import type { DutTarget } from "../scenario/dut-adapter.ts";
import type { FixtureStep } from "./fixture.ts";

/**
 * What a device has to be brought to before each case: as it left the factory, under this name, and
 * with a way to the kit. Pure.
 */
export function prepareStep(target: DutTarget): FixtureStep {
  const { url, tenant, deviceId, clock, secret, line, needs } = target;
  const value = {
    ...(url === "" ? {} : { broker: url }),
    tenant,
    device: deviceId,
    clock,
    needs,
    ...(secret === undefined ? {} : { secret }),
    ...(line === undefined ? {} : { line }),
  };
  return { do: "prepare", value, words: wordsOf(target) };
}

/** Why a device can't be prepared for this without a fixture; `undefined` when it can be. Pure. */
export function handsNeededFor({ clock, secret, needs }: DutTarget): string | undefined {
  if (secret !== undefined) return "nobody can give the device its secret";
  if (clock === "unset") return "nobody can start the device without the time";
  if (needs.includes("test-clock")) return "nobody can start the device in the test state";
  return undefined;
}

function wordsOf({ url, tenant, deviceId, clock, secret, line, needs }: DutTarget): string {
  const at = url === "" ? lineWords(line) : `the broker ${url}`;
  const parts = [
    `Put the device back to what it was when it left the factory, with ${at}`,
    `tenant ${tenant}, name ${deviceId}`,
    clock === "set" ? "its clock set" : "its clock not set",
    ...(needs.includes("test-clock") ? ["in the test state"] : []),
    ...(needs.includes("sleeping") ? ["sleeping between contacts"] : []),
    ...(secret === undefined ? [] : [`the secret ${secret} and key 1 in use`]),
  ];
  return `${parts.join(", ")}. Then start it.`;
}

function lineWords(line: DutTarget["line"]): string {
  return line?.kind === "shared" ? `address ${line.address} on its line` : "its serial line";
}
