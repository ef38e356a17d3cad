import { z } from "zod";
import { readLocatedFile } from "../files/located-file.ts";
import { readBySchema } from "../files/read-by-schema.ts";
import type { ScenarioParams } from "../scenario/params.ts";

const DAY_MS = 86_400_000;
const time = z.number().int().min(1).max(DAY_MS).optional();

/** The form of a file of tolerances, version 1; what it leaves out stays as it is. */
export const PARAMS_SCHEMA = z.strictObject({
  version: z.literal(1),
  params: z.strictObject({
    connectMs: time,
    reactionMs: time,
    silenceMs: time,
    quietMs: time,
    resendMs: time,
    actionMs: time,
    clockToleranceMs: time,
    linkSpeed: z.number().min(1).max(1_000).optional(),
    scenarioMs: time,
  }),
});

/**
 * Reads a file of tolerances over others.
 *
 * @throws KitMistake with the line, and what may stand there
 */
export function readParams(name: string, folder: string, over: ScenarioParams): ScenarioParams {
  const { params } = readBySchema(PARAMS_SCHEMA, readLocatedFile(name, folder), "params");
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  return { ...over, ...Object.fromEntries(given) };
}
