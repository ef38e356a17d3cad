import type { DeviceInput } from "@dosekit/protocols";
import { Surroundings } from "@dosekit/simulator";
import { expect, test } from "vitest";

test("a board that starts is told how warm it is, and of the case only where it is open", () => {
  const told: DeviceInput[] = [];
  const surroundings = new Surroundings((input) => told.push(input));
  const [rest] = surroundings.levels();
  expect(surroundings.levels()).toEqual([{ type: "temperature.measured", celsius: 21 }]);
  surroundings.setTemperature(45);
  surroundings.setCaseOpen(true);
  surroundings.setCaseOpen(true);
  expect(told.map(({ type }) => type)).toEqual(["temperature.measured", "case.opened"]);
  expect(surroundings.levels()).toEqual(told);
  surroundings.setTemperature(undefined);
  surroundings.setCaseOpen(false);
  expect(surroundings.levels()).toEqual([rest]);
});
