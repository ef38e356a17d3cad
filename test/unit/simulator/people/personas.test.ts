import { PERSONAS } from "@dosekit/simulator";
import { expect, test } from "vitest";

test.each(Object.values(PERSONAS))("$name leaves a rest of doses that are missed", (persona) => {
  for (const preset of ["A", "B"] as const) {
    const heeded = persona.takesAlone[preset].value + persona.takesAfterCall[preset].value;
    expect(heeded).toBeGreaterThan(0.9);
    expect(heeded).toBeLessThan(1);
  }
  expect(persona.takesAlone.A.value).toBeGreaterThan(persona.takesAlone.B.value);
});

test("every number about people says where it comes from", () => {
  const figures = Object.values(PERSONAS).flatMap((persona) =>
    Object.values(persona).flatMap((value) =>
      typeof value === "object" ? ("value" in value ? [value] : Object.values(value)) : [],
    ),
  );
  expect(figures).toHaveLength(16);
  for (const { confidence, source } of figures) {
    expect(["inferred", "found"]).toContain(confidence);
    expect(source.length).toBeGreaterThan(10);
  }
});
