import { csvRows, csvText, readProtocol, UserError } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const cell = fc
  .string({ maxLength: 20, unit: fc.constantFrom("a", "å", " ", ";", ",", '"', "\n", "\t", "1") })
  .map((text) => text.replaceAll("\r", ""));

test("what is written as a table is always read back, whatever is in its cells", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }),
      (rows) => {
        const kept = rows.filter((cells) => cells.some((one) => one.trim() !== ""));
        const read = csvRows(csvText(rows).slice(1), ";");
        expect("rows" in read && read.rows.map(({ cells }) => cells)).toEqual(kept);
      },
    ),
  );
});

test("a protocol of any bytes is read or refused as the user's mistake, never otherwise", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(readProtocol(bytes, "p.csv", [])).toEqual({ rows: [], filled: [] });
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
