import { fateStream } from "../protocols/fate-stream.ts";
import { messageCorpus } from "./corpus.ts";
import { ATTACKED_PROGRAMS, DevicePath } from "./device-path.ts";
import { FramePath } from "./frame-path.ts";
import { GatewayPath } from "./gateway-path.ts";
import type { HostilePath, PathParts } from "./hostile-path.ts";
import { ATTACKED } from "./link-ends.ts";
import { LinkPath } from "./link-path.ts";
import { MessagePath } from "./message-path.ts";
import { PacketPath } from "./packet-path.ts";
import { SealPath } from "./seal-path.ts";
import type { Tally } from "./tally.ts";

/** Cases after which all ends are made anew; a failed block is repeated alone. */
export const BLOCK_CASES = 25_000;

/** Blocks that begin with the same valid messages, which take long to make. */
const CORPUS_BLOCKS = 40;

/** One block of cases over all paths. */
export interface Block {
  readonly seed: number;
  readonly block: number;
  readonly cases: number;
  readonly tally: Tally;
  /** Looked at while all ends are still there. */
  readonly beforeSettling?: () => void;
}

let corpus: { readonly seed: number; readonly messages: readonly Uint8Array[] } | undefined;

function corpusOf(seed: number): readonly Uint8Array[] {
  if (corpus?.seed !== seed) corpus = { seed, messages: messageCorpus(seed) };
  return corpus.messages;
}

function pathsOf(parts: PathParts): readonly HostilePath[] {
  return [
    new MessagePath(parts),
    new FramePath(parts),
    ...ATTACKED.map((kind) => new LinkPath(parts, kind)),
    new GatewayPath(parts),
    ...ATTACKED_PROGRAMS.map((program) => new DevicePath(parts, program)),
    new SealPath(parts),
    new PacketPath(parts),
  ];
}

/**
 * Runs one block.
 *
 * @throws Error with the case and the command that repeats its block, when anything does not hold
 */
export function attack({ seed, block, cases, tally, beforeSettling }: Block): void {
  const fate = fateStream(seed * 1_000_003 + block);
  const paths = pathsOf({ tally, messages: corpusOf(seed + Math.floor(block / CORPUS_BLOCKS)) });
  const lots = paths.flatMap((path) => new Array<HostilePath>(path.share).fill(path));
  for (let index = 0; index < cases; index++) {
    const path = lots[Math.floor(fate() * lots.length)] ?? lots[0];
    if (path !== undefined) guarded(path, { seed, block, index }, () => path.feed(fate));
  }
  beforeSettling?.();
  for (const path of paths) guarded(path, { seed, block, index: cases }, () => path.settle());
}

function guarded(
  path: HostilePath,
  at: { readonly seed: number; readonly block: number; readonly index: number },
  act: () => void,
): void {
  try {
    act();
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    const replay = `DOSEKIT_SEED=${at.seed} DOSEKIT_BLOCK=${at.block} npx vitest run hostile-input`;
    const place = `${path.name}, block ${at.block}, case ${at.index}`;
    throw new Error(`${place}: ${what}\nReplay: ${replay}`, { cause });
  }
}
