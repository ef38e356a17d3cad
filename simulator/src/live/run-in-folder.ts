import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What lives in a folder of its own until it is brought to its end. */
export interface FolderRun<Outcome> {
  run(): Promise<Outcome>;
  end(): Promise<void>;
}

/**
 * Runs something in a fresh folder for what it keeps; whatever happens, it is brought to its end and
 * nothing of the folder is left.
 *
 * @param name what the name of the folder begins with
 */
export async function runInFolder<Outcome>(
  name: string,
  make: (folder: string) => FolderRun<Outcome>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), name));
  try {
    const run = make(folder);
    try {
      return await run.run();
    } finally {
      await run.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
