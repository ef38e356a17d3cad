/**
 * Counts the bytes of a text in UTF-8.
 *
 * @returns the count, or −1 when the text holds half of a surrogate pair and has no UTF-8 form
 */
export function utf8LengthOf(value: string): number {
  let length = value.length;
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const low = value.charCodeAt(at + 1);
    if (unit > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return -1;
    // A pair is two units and four bytes: two were counted with the first unit.
    at++;
  }
  return length;
}

/**
 * Tells whether bytes are valid UTF-8: no surrogates, no overlong forms, nothing past U+10FFFF.
 *
 * @see RFC 3629 §4
 */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const size = sequenceSize(lead);
    if (size === 0 || at + size > to || !secondByteFits(lead, bytes[at + 1] ?? 0)) return false;
    for (let more = 2; more < size; more++) {
      if (((bytes[at + more] ?? 0) & 0xc0) !== 0x80) return false;
    }
    at += size;
  }
  return true;
}

function sequenceSize(lead: number): number {
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/** The second byte alone tells overlong forms, surrogates and numbers past U+10FFFF. */
function secondByteFits(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (lead === 0xed) return second >= 0x80 && second <= 0x9f;
  if (lead === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (lead === 0xf4) return second >= 0x80 && second <= 0x8f;
  return second >= 0x80 && second <= 0xbf;
}
