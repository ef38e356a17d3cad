import { describe, expect, test } from "vitest";
import { READERS } from "../../../support/firmware-model/roll-stories.ts";
import { expectPassed } from "../../../support/simulator/acceptance/expect-judged.ts";

const [, MINI] = READERS;

describe("Hans's story on the Mini Evondos", () => {
  test("H-1, T-1: a dose is offered inside its window only, and nothing lets another go", async () => {
    await expectPassed("offered-inside-window", MINI);
  });

  test("H-1, T-2: light calls first, then sound that rises until the button is pressed", async () => {
    await expectPassed("light-then-rising-sound", MINI);
  });

  test("H-1, T-3: a pouch that nobody took is locked away within a minute; a full store stops", async () => {
    await expectPassed("untaken-locked-away", MINI);
  });

  test("H-1, T-4: a wrong or unreadable pouch is not let go, and staff are told", async () => {
    await expectPassed("wrong-pouch-kept", MINI);
  });

  test("H-1, T-5: doses for a journey are one event; too few are none", async () => {
    await expectPassed("travel-doses-together", MINI);
  });

  test("H-1: low supply is told days earlier than on the larger device", async () => {
    const { saw } = await expectPassed("low-supply-earlier", MINI);
    expect(saw.en).toContain("after 7 days, on the large device after 17");
  });

  test("H-2: carried away without power, or switched off inside a window, it goes on without staff", async () => {
    await expectPassed("moved-without-power", MINI);
  });
});
