import { type Frame, FrameDecoder, type LinkEffect } from "@dosekit/protocols";

/** Reads the frames out of what a link asked to be written. */
export function framesOf(
  effects: readonly { readonly type: string; readonly bytes?: Uint8Array }[],
): readonly Frame[] {
  const frames: Frame[] = [];
  const decoder = new FrameDecoder({ payloadMax: 1_024 });
  for (const { type, bytes } of effects) {
    if (type !== "write" || bytes === undefined) continue;
    decoder.push(bytes, (result) => {
      if (!result.ok) throw new Error(`a link wrote a frame that is ${result.error}`);
      frames.push(result.frame);
    });
  }
  return frames;
}

/** Names what a link asked for, frames by their type. */
export function namesOf(effects: readonly LinkEffect[]): readonly string[] {
  return effects.map((effect) => {
    if (effect.type === "write") return framesOf([effect])[0]?.type ?? "?";
    if (effect.type === "down") return `down ${effect.reason}`;
    return effect.type === "failed" ? `failed ${effect.failure}` : effect.type;
  });
}
