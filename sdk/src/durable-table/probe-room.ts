import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a database may need to read its log anew, bytes; inferred from small logs. */
const PROBE_BYTES = 65_536;

/** Ends well when a folder's disk takes some bytes more, and with what the system says when not. */
export async function probeRoom(folder: string): Promise<void> {
  const path = join(folder, "room.probe");
  try {
    await writeFile(path, new Uint8Array(PROBE_BYTES), { flush: true });
  } finally {
    await rm(path, { force: true });
  }
}
