import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { deviceProtocolName, printProtocol } from "../acceptance/protocol/print-protocol.ts";
import type { ProtocolRow } from "../acceptance/protocol/protocol-row.ts";
import type { CriterionRecord } from "../acceptance/result/criterion-record.ts";
import type { LoadedService } from "../acceptance/run/load-service.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { writeNewFile } from "./accept-new-file.ts";
import { ACCEPT_WORDS } from "./accept-words.ts";
import type { CommandIo } from "./command-io.ts";

/** Most protocols of one product that a folder may come to hold. */
const NUMBER_MAX = 1_000;

interface Around {
  /** The acceptance file; protocols are written beside it. */
  readonly path: string;
  readonly language: TableLanguage;
  readonly io: CommandIo;
}

/**
 * Prints a test protocol for each product with checks that a real device or gateway did not show on
 * its wire, so that people try those. Steps that stand in a protocol of the file already are left
 * out, and nothing that is there is written over.
 *
 * @returns lines that say what there is to fill in; none when nothing is left to people
 */
export function leaveToPeople(
  { deviceRows, service }: LoadedService,
  criteria: readonly CriterionRecord[],
  around: Around,
): readonly string[] {
  const left = deviceRows.filter((row) => isLeft(row, criteria));
  const products = [...new Set(left.map(({ product }) => product))];
  const { devices } = ACCEPT_WORDS[around.language];
  const files = products.map((product) => {
    const rows = left.filter((row) => row.product === product);
    return fileFor(product, rows, { ...around, taken: service.protocols ?? [] });
  });
  const lines = files.map(({ path, isNew }) => devices[isNew ? "written" : "there"](path));
  return lines.length === 0 ? [] : [...lines, devices.how(basename(around.path))];
}

function isLeft(row: ProtocolRow, criteria: readonly CriterionRecord[]): boolean {
  return criteria
    .filter(({ id, product }) => id === row.criterion && product === row.product)
    .some(({ checks }) => checks[row.check - 1]?.outcome === "not-tested");
}

/** A file that nobody named yet is not written over: perhaps somebody has begun to fill it in. */
function fileFor(
  product: string,
  rows: readonly ProtocolRow[],
  { path, language, io, taken }: Around & { readonly taken: readonly string[] },
): { readonly path: string; readonly isNew: boolean } {
  const folder = dirname(path);
  const written = language === "no" ? "nb" : "en";
  const named = new Set(taken.map((one) => resolve(io.cwd, folder, one)));
  for (let number = 1; number <= NUMBER_MAX; number += 1) {
    const name = join(folder, deviceProtocolName(product, number, written));
    const full = resolve(io.cwd, name);
    if (named.has(full)) continue;
    const isNew = !existsSync(full);
    if (isNew) writeNewFile({ path: name, text: printProtocol(rows, written) }, io);
    return { path: name, isNew };
  }
  throw new RangeError("too many test protocols of one product");
}
