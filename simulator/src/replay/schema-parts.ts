import { Command, DesiredConfig, encodeMessage, instant } from "@dosekit/protocols";
import { z } from "zod";

/** A true time, ms since the Unix epoch. */
export const instantMs = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** A length of time, ms. */
export const lengthMs = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
/** A name or a sentence. */
export const text = z.string().max(10_000);

/** A plan that a gateway could send. */
export const planOf = z.unknown().superRefine((plan, context) =>
  check(context, () => {
    if (plan === undefined) throw new RangeError("a plan");
    return encodeMessage(DesiredConfig, { version: 1, plan } as DesiredConfig);
  }),
);

/** Something that somebody can ask of a device. */
export const wishOf = z.record(z.string(), z.unknown()).superRefine((wish, context) =>
  check(context, () => {
    const command = { ...wish, commandId: "c-1", notAfterMs: instant(1) };
    return encodeMessage(Command, command as unknown as Command);
  }),
);

/** The protocol itself says what may be sent. */
function check(context: z.core.$RefinementCtx, encode: () => unknown): void {
  try {
    encode();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "nothing that can be sent";
    context.addIssue({ code: "custom", message });
  }
}
