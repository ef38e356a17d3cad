import type { Instant } from "../units/instant.ts";

/** Units that a number on the wire may have; every number is a whole count of one of these. */
export type Unit =
  | "ms"
  | "s"
  | "min"
  | "d"
  | "doses"
  | "events"
  | "bytes"
  | "slots"
  | "permille"
  | "millivolt"
  | "millidegree"
  | "ppm";

/** A whole number in a range; the range is part of the message, not only of its description. */
export interface WholeKind {
  readonly kind: "whole";
  readonly min: number;
  readonly max: number;
  readonly unit?: Unit;
  readonly sample?: number;
}
/** UTF-8 text of at most `maxBytes` bytes, optionally of a given form. */
export interface TextKind {
  readonly kind: "text";
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly pattern?: RegExp;
}
/** A byte string of `minBytes` to `maxBytes` bytes. */
export interface BytesKind {
  readonly kind: "bytes";
  readonly minBytes: number;
  readonly maxBytes: number;
}
/** True or false. */
export interface BoolKind {
  readonly kind: "bool";
}
/** One of a closed list of words; each word travels as its number, and numbers are never reused. */
export interface ChoiceKind<W extends string = string> {
  readonly kind: "choice";
  readonly words: Readonly<Record<W, number>>;
  readonly reserved: readonly number[];
}
/** A civil instant; travels as `[seconds, milliseconds]`, so that no reader meets a 64-bit number. */
export interface InstantKind {
  readonly kind: "instant";
}
/** A list of at most `max` items of one kind. */
export interface ListKind<K extends Kind = Kind> {
  readonly kind: "list";
  readonly item: K;
  readonly min: number;
  readonly max: number;
}
/** A map with fields of its own. */
export interface StructKind<F extends Fields = Fields> {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: F;
}

/** Everything that a field can hold. */
export type Kind =
  | WholeKind
  | TextKind
  | BytesKind
  | BoolKind
  | ChoiceKind
  | InstantKind
  | ListKind
  | StructKind;

/** One field of a message: its number on the wire, what it holds, and what it means. */
export interface Field<K extends Kind = Kind, O extends boolean = boolean> {
  /** Number on the wire. A negative one is critical: a reader that does not know it must refuse. */
  readonly key: number;
  readonly kind: K;
  readonly optional: O;
  /** What the field means in the device's world, one sentence. */
  readonly doc: string;
  /** First protocol minor version that has the field. */
  readonly since: number;
}

/** The fields of a message or struct by name. */
export type Fields = Readonly<Record<string, Field>>;

type Simplify<T> = { readonly [P in keyof T]: T[P] } & {};

/** The TypeScript value that a kind describes. */
export type InferKind<K> =
  K extends ChoiceKind<infer W>
    ? W
    : K extends InstantKind
      ? Instant
      : K extends WholeKind
        ? number
        : K extends TextKind
          ? string
          : K extends BytesKind
            ? Uint8Array
            : K extends BoolKind
              ? boolean
              : K extends ListKind<infer I>
                ? readonly InferKind<I>[]
                : K extends StructKind<infer F>
                  ? InferFields<F>
                  : never;

/** The TypeScript object that a set of fields describes. */
export type InferFields<F> = Simplify<
  {
    [P in keyof F as F[P] extends Field<Kind, false> ? P : never]: F[P] extends Field<infer K>
      ? InferKind<K>
      : never;
  } & {
    [P in keyof F as F[P] extends Field<Kind, false> ? never : P]?: F[P] extends Field<infer K>
      ? InferKind<K>
      : never;
  }
>;
