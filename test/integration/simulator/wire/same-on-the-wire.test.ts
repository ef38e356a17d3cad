/**
 * One property drives a fleet of every product over MQTT and over shared serial lines, and holds
 * each device against the same device on virtual time alone.
 *
 * Devices, people, plants and faults live on virtual time in all three runs. On a wire, virtual
 * time stands still at drawn instants until the wire is quiet, and what the wire brings comes in at
 * that one instant (see `WireRun`). On virtual time the links are simulated as well, with delays,
 * losses and a time to connect. So what a gateway sends reaches a device at other instants in each
 * run, hours apart, and every device comes and goes on its link in another way. Each wish therefore
 * carries the instant of the device's own clock before which nothing may come of it, and is sent
 * hours ahead; that it came ahead in every run is part of the property. What is compared is what
 * truly happened to the medicine, to the millisecond, and the journal, record by record, without
 * those that tell of the link or of who told people over it.
 *
 * Products that sleep do so over MQTT and on virtual time, and come into contact every two hours and
 * for each alert; on serial lines they stay in contact. Their journals are the same all the same.
 *
 * Left out, because the link decides there by what it brings or writes: times that are set over the
 * link, cuts of power aimed at a write, stores that fail, and operators who answer alerts. Writes
 * take no time here, so that a record of the link never delays another.
 */
import { PROFILES } from "@dosekit/firmware-model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokersUnderTest, freshTenant } from "../../../support/brokers.ts";
import { drawFleet, PRODUCTS, type WireFleet } from "../../../support/wire/drawn-fleet.ts";
import { differences, keptAhead } from "../../../support/wire/fleet-difference.ts";
import { mqttWire } from "../../../support/wire/mqtt-wire.ts";
import { sharedSerialWire } from "../../../support/wire/serial-wire.ts";
import { runOnVirtualTime } from "../../../support/wire/virtual-fleet.ts";
import { runOnWire, type Wire, type WireOutcome } from "../../../support/wire/wire-run.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** A drawn fleet by its number, and homes of it, such as `17,203`: repeat a failure. */
const FLEET = process.env["DOSEKIT_FLEET"];
const HOMES = process.env["DOSEKIT_HOMES"];
const DAYS = 2;
const LIMIT_MS = LONG ? 7_200_000 : 170_000;

const anyFleet = FLEET === undefined ? fc.integer({ min: 0, max: 1_000_000 }) : fc.constant(+FLEET);
const homes = HOMES?.split(",").map(Number) ?? firstNumbers(LONG ? 2_000 : 12);

function firstNumbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

/** The newest broker of the list: Mosquitto, where it is installed. */
async function overMqtt(fleet: WireFleet): Promise<WireOutcome> {
  const [embedded, mosquitto] = brokersUnderTest();
  const broker = await (mosquitto ?? embedded)?.start();
  if (broker === undefined) throw new Error("there is no broker");
  try {
    return await runOnWire(fleet, mqttWire(broker.url, freshTenant(), fleet.spec.devices.length));
  } finally {
    await broker.stop();
  }
}

function overSharedLines(fleet: WireFleet): Promise<WireOutcome> {
  const { seed, devices } = fleet.spec;
  const wire: Wire = sharedSerialWire(Number(seed), devices.length);
  return runOnWire(fleet, wire);
}

const WIRES = { MQTT: overMqtt, "shared serial lines": overSharedLines };

describe("dispensers on a wire", () => {
  it(
    "give the same doses, outcomes and journals as on virtual time",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyFleet, async (seed) => {
          const fleet = drawFleet(seed, homes, DAYS);
          const begunMs = performance.now();
          const reference = runOnVirtualTime(fleet);
          tell("virtual time", fleet, (performance.now() - begunMs) / 1_000, reference);
          expect(keptAhead(fleet, reference), repeatCommand(seed)).toEqual([]);
          for (const [name, over] of Object.entries(WIRES)) {
            const found = await over(fleet);
            tell(`${name}, ${found.stops} stops`, fleet, found.seconds, found);
            if (HOMES === undefined) expect(found.sleeps > 0).toBe(name === "MQTT");
            const repeat = `${name}; ${repeatCommand(seed)}`;
            expect(differences(reference, found), repeat).toEqual([]);
            expect(keptAhead(fleet, found), repeat).toEqual([]);
          }
        }),
        { numRuns: 1, endOnFailure: true },
      );
    },
    LIMIT_MS,
  );

  it("are of every product that the simulator has a mechanism of", () => {
    const { devices } = drawFleet(1, homes, DAYS).spec;
    const wanted = HOMES === undefined ? PRODUCTS.map(({ product }) => product) : [];
    expect(devices.map(({ product }) => product)).toEqual(expect.arrayContaining(wanted));
    expect(PRODUCTS.length).toBeGreaterThanOrEqual(PROFILES.length - 1);
  });
});

/** Each home hangs on the fleet's number and its own: naming some of them leaves the rest out. */
function repeatCommand(seed: number): string {
  const file = "test/integration/simulator/wire/same-on-the-wire.test.ts";
  const some = HOMES ?? (LONG ? "<numbers of homes>" : homes.join());
  return `repeat: DOSEKIT_FLEET=${seed} DOSEKIT_HOMES=${some} npx vitest run ${file}`;
}

function tell(
  what: string,
  { spec, orders }: WireFleet,
  seconds: number,
  { journals, sleeps }: Pick<WireOutcome, "journals" | "sleeps">,
): void {
  if (!LONG) return;
  const records = [...journals.values()].reduce((sum, journal) => sum + journal.length, 0);
  const doses = [...journals.values()].flat().filter(({ kind }) => kind === "dose.closed").length;
  console.info(
    `${what}: ${spec.devices.length} devices, ${orders.length} wishes, ${doses} doses, ` +
      `${records} records, ${sleeps} sleeps in ${seconds.toFixed(1)} s, ` +
      `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
  );
}
