import { encodeMessage, MESSAGES, type MessageDefinition } from "@dosekit/protocols";
import { arbitraryOf } from "@dosekit/protocols/testing";
import fc from "fast-check";

/** Longest message of the corpus: mutations of longer ones would only be slower. */
const BYTES_MAX = 600;

/** Valid messages of given kinds, the same for each seed, whatever path a run is repeated by. */
export function messageCorpus(
  seed: number,
  definitions: readonly MessageDefinition[] = MESSAGES,
  each = 40,
): readonly Uint8Array[] {
  return definitions.flatMap((definition) => {
    const messages = fc.sample(arbitraryOf(definition), { seed, numRuns: each, path: "" });
    return messages
      .map((message) => encodeMessage(definition, message))
      .filter(({ length }) => length <= BYTES_MAX);
  });
}
