import type { Fields, InferFields } from "./kind.ts";

/** Which way a message travels. */
export type Direction = "device-to-host" | "host-to-device" | "both";

/** One message of the protocol: everything else about it is derived from this. */
export interface MessageDefinition<F extends Fields = Fields> {
  /** Number of the message type, the first item on the wire; never reused. */
  readonly id: number;
  /** Name in kebab case, used in the CDDL, the tables and the decoder. */
  readonly name: string;
  readonly direction: Direction;
  /** What the message says, one sentence. */
  readonly doc: string;
  /** Requirements of the specification that the message fulfils. */
  readonly requirements: readonly string[];
  /** First protocol minor version that has the message. */
  readonly since: number;
  readonly fields: F;
  /** Keys of fields that were taken out; they never come back. */
  readonly reservedKeys: readonly number[];
}

/** The TypeScript type of a message. */
export type Infer<D> = D extends MessageDefinition<infer F> ? InferFields<F> : never;

/** What {@link defineMessage} is given; the rest has defaults. */
export interface MessageOptions<F extends Fields> {
  readonly id: number;
  readonly name: string;
  readonly direction: Direction;
  readonly doc: string;
  readonly requirements?: readonly string[];
  readonly since?: number;
  readonly fields: F;
  readonly reservedKeys?: readonly number[];
}

/**
 * Defines a message once: type, codec, CDDL, table row and arbitrary all follow from it.
 *
 * @throws RangeError when two fields share a key, or a reserved key is used again (a caller's bug)
 */
export function defineMessage<const F extends Fields>(
  options: MessageOptions<F>,
): MessageDefinition<F> {
  const { requirements = [], since = 0, reservedKeys = [] } = options;
  const seen = new Set<number>(reservedKeys);
  for (const [name, { key }] of Object.entries(options.fields)) {
    if (seen.has(key)) throw new RangeError(`${options.name}.${name}: key ${key} is taken`);
    seen.add(key);
  }
  return { ...options, requirements, since, reservedKeys };
}
