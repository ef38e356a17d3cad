import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileWitness } from "@dosekit/sdk/device";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-witness-"));
  path = join(folder, "deep", "witness.bin");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a device of the next boot reads. */
function readAnew() {
  const witness = new FileWitness(path);
  const mark = witness.read();
  witness.close();
  return mark;
}

describe("a witness in a file", () => {
  it("knows nothing at first, and then what was written last", () => {
    const witness = new FileWitness(path);
    expect(witness.read()).toBeUndefined();
    for (let lastSeq = 1; lastSeq <= 5; lastSeq += 1) {
      witness.write({ epoch: 7, lastSeq });
      expect(readAnew()).toEqual({ epoch: 7, lastSeq });
    }
    witness.write({ epoch: 0xffff_ffff, lastSeq: 2 ** 40 });
    witness.close();
    expect(readAnew()).toEqual({ epoch: 0xffff_ffff, lastSeq: 2 ** 40 });
  });

  it("forgets when it is told to", () => {
    const witness = new FileWitness(path);
    witness.write({ epoch: 7, lastSeq: 3 });
    witness.write(undefined);
    witness.close();
    expect(readAnew()).toBeUndefined();
  });

  it("has the mark before, or the new one, wherever a write is torn", () => {
    const witness = new FileWitness(path);
    witness.write({ epoch: 7, lastSeq: 3 });
    witness.write({ epoch: 7, lastSeq: 4 });
    const before = readFileSync(path);
    witness.write({ epoch: 7, lastSeq: 5 });
    witness.close();
    const after = readFileSync(path);
    for (let torn = 0; torn <= after.length; torn += 1) {
      writeFileSync(path, Buffer.concat([after.subarray(0, torn), before.subarray(torn)]));
      expect([4, 5]).toContain(readAnew()?.lastSeq);
    }
  });

  it("knows nothing after damage to both of its places", () => {
    const witness = new FileWitness(path);
    witness.write({ epoch: 7, lastSeq: 3 });
    witness.close();
    writeFileSync(path, Buffer.alloc(40, 0xa5));
    expect(readAnew()).toBeUndefined();
  });
});
