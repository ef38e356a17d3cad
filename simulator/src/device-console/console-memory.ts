import { join, resolve } from "node:path";
import { FileStore, FileWitness } from "@dosekit/sdk/device";
import { UserError } from "../cli/user-error.ts";
import type { BoardMemory } from "../home/simulated-board.ts";

/** What a device at a console finds again when the command is started once more. */
export interface ConsoleMemory extends BoardMemory {
  /** Whether a life was begun there before. */
  readonly isUsed: boolean;
  close(): void;
}

/**
 * Opens a folder with a device's journal and the witness beside it.
 *
 * @param cwd folder that a relative path starts from
 * @throws {@link UserError} `device.store`, exit 2
 */
export function openMemory(path: string, cwd: string): ConsoleMemory {
  const folder = resolve(cwd, path);
  try {
    const store = new FileStore(join(folder, "journal.bin"));
    const witness = new FileWitness(join(folder, "witness.bin"));
    return {
      ...{ store, witness, isUsed: store.recover().length > 0 },
      close: () => {
        store.close();
        witness.close();
      },
    };
  } catch (cause) {
    throw new UserError({
      code: "device.store",
      ...{ field: "--store", found: `${path} (${String(cause)})` },
      allowed: "a folder that may be written",
      message: "The device's storage can't be opened.",
    });
  }
}
