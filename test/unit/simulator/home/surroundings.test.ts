import type { DeviceInput } from "@dosekit/protocols";
import { Surroundings } from "@dosekit/simulator";
import { expect, test } from "vitest";

test("a board that starts is told of temperature and case only where they are not at rest", () => {
  const told: DeviceInput[] = [];
  const surroundings = new Surroundings((input) => told.push(input));
  expect(surroundings.levels()).toEqual([]);
  surroundings.setTemperature(45);
  surroundings.setCaseOpen(true);
  surroundings.setCaseOpen(true);
  expect(told.map(({ type }) => type)).toEqual(["temperature.measured", "case.opened"]);
  expect(surroundings.levels()).toEqual(told);
  surroundings.setTemperature(undefined);
  surroundings.setCaseOpen(false);
  expect(surroundings.levels()).toEqual([]);
});
