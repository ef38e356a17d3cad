import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LevelInboxStore, runGatewayProgram } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { batchOf, close, commit, open, rowAt } from "../inbox/store-contract.ts";

/** Nothing listens on port 1: the connection is refused at once. */
const NO_BROKER = "mqtt://127.0.0.1:1";

describe("the inbox folder of a start that fails", () => {
  let folder: string;
  let inbox: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dosekit-start-"));
    inbox = join(folder, "inbox");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function start(path: string) {
    let stdout = "";
    const exitCode = await runGatewayProgram(["--broker", NO_BROKER, "--inbox", path, "--json"], {
      stdout: (text) => {
        stdout += text;
      },
      stderr: () => {},
      env: {},
      onStop: () => () => {},
    });
    // Rows that are kept already are printed before the error.
    const last = stdout.trim().split("\n").at(-1) ?? "";
    return { exitCode, ...(JSON.parse(last) as { error: object }) };
  }

  it("is removed when the start made it", async () => {
    expect(await start(inbox)).toMatchObject({ exitCode: 3, error: { code: "broker-refused" } });
    expect(existsSync(inbox)).toBe(false);
  });

  it("stays when it was there before", async () => {
    mkdirSync(inbox);
    expect(await start(inbox)).toMatchObject({ exitCode: 3 });
    expect(existsSync(inbox)).toBe(true);
  });

  it("keeps the rows that it holds", async () => {
    const store = new LevelInboxStore(inbox);
    await open(store);
    await commit(store, batchOf({ rows: [rowAt(1)] }));
    await close(store);
    expect(await start(inbox)).toMatchObject({ exitCode: 3 });
    const again = new LevelInboxStore(inbox);
    expect(await open(again)).toMatchObject({ ok: true, value: { lastPosition: 1 } });
    await close(again);
  });

  it("is not made inside a folder that is not there, or inside a file", async () => {
    writeFileSync(join(folder, "file"), "");
    for (const parent of ["absent", "file"]) {
      const path = join(folder, parent, "inbox");
      expect(await start(path)).toMatchObject({
        exitCode: 2,
        error: { code: "gateway.no-parent-folder", field: "inbox", found: path },
      });
      expect(existsSync(path)).toBe(false);
    }
  });
});
