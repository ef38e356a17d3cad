import { instant } from "@dosekit/protocols";
import type { Order, RunSpec } from "@dosekit/simulator";
import fc from "fast-check";

const HOUR_MS = 3_600_000;
const HOURS_PER_DAY = 24;

/** What is asked of the devices of a run, once the run is known. */
export type Asking = (spec: RunSpec) => readonly Order[];

type Wish = Omit<Order["wish"], "untilMs"> & { readonly forHours?: number };

const wish: fc.Arbitrary<Wish & { readonly staffTakes: number }> = fc.oneof(
  fc
    .integer({ min: 1, max: 4 })
    .map(
      (doses) => ({ verb: "release-travel", actor: "staff", doses, staffTakes: doses }) as const,
    ),
  fc
    .integer({ min: 1, max: 3 })
    .map((doses) => ({ verb: "release-travel", actor: "staff", doses, staffTakes: 1 }) as const),
  fc.constant({ verb: "release-assisted", actor: "staff", staffTakes: 1 } as const),
  fc.constant({ verb: "release-early", actor: "user", staffTakes: 0 } as const),
  fc
    .integer({ min: 1, max: 30 })
    .map((forHours) => ({ verb: "pause", actor: "operator", forHours, staffTakes: 0 }) as const),
  fc.constant({ verb: "resume", actor: "staff", staffTakes: 0 } as const),
  fc
    .constantFrom(0 as const, 1 as const)
    .map((on) => ({ verb: "set-assistance", actor: "staff", on, staffTakes: 0 }) as const),
);

/** Draws journeys, visits, early doses, absences and assistance over the days of a run. */
export function ordersIn(days: number): fc.Arbitrary<Asking> {
  const order = fc.record({ minute: fc.integer({ min: 0, max: days * HOURS_PER_DAY * 60 }), wish });
  return fc.array(order, { minLength: 3, maxLength: 4 * days }).map(
    (drawn): Asking =>
      (spec) =>
        drawn.flatMap(({ minute, wish: { staffTakes, forHours, ...asked } }, at) => {
          const device = spec.devices[at % spec.devices.length];
          if (device === undefined) return [];
          const atMs = spec.startMs + (minute * HOUR_MS) / 60;
          const untilMs =
            forHours === undefined ? {} : { untilMs: instant(atMs + forHours * HOUR_MS) };
          const { deviceId } = device;
          return [{ deviceId, atMs, wish: { ...asked, ...untilMs }, staffTakes }];
        }),
  );
}
