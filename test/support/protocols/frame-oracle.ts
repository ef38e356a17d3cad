/** A frame as the oracle reads it, or the name of what is wrong with the bytes. */
export type OracleReading =
  | { readonly head: number; readonly address: number | undefined; readonly numbers: string }
  | string;

/** Reads one stream of bytes the slow way: whole, by the text of the specification, bit by bit. */
export function readByTheText(
  stream: readonly number[],
  payloadMax: number,
): readonly OracleReading[] {
  const readings: OracleReading[] = [];
  let run: number[] = [];
  for (const byte of stream) {
    if (byte !== 0) run.push(byte);
    else {
      if (run.length > 0) readings.push(readRun(run, payloadMax));
      run = [];
    }
  }
  return readings;
}

function readRun(run: readonly number[], payloadMax: number): OracleReading {
  // Six bytes of header at the most, four of checksum, one of stuffing for each 254 begun.
  const bodyMax = 6 + payloadMax + 4;
  if (run.length > bodyMax + Math.floor(bodyMax / 254) + 1) return "too-long";
  const body = unstuff(run);
  if (body === undefined) return "cobs";
  if (body.length < 9) return "short";
  const covered = body.slice(0, -4);
  if (crcBits(covered) !== hexOf(body.slice(-4))) return "crc";
  const bits = (covered[0] ?? 0).toString(2).padStart(8, "0");
  if (bits.slice(1, 4) !== "001") return "version";
  const hasAddress = bits.startsWith("1");
  const header = covered.slice(1, hasAddress ? 6 : 5);
  if (header.length < (hasAddress ? 5 : 4)) return "short";
  const address = hasAddress ? header.shift() : undefined;
  if (address === 0 || address === 0x80 || address === 0xff) return "address";
  const payload = covered.slice(hasAddress ? 6 : 5);
  if (Number.parseInt(hexOf(header.slice(2)), 16) !== payload.length) return "length";
  const type = Number.parseInt(bits.slice(4), 2);
  if (type < 1 || type > 8) return "type";
  if (payload.length > payloadMax) return "too-long";
  return { head: type, address, numbers: hexOf([...header.slice(0, 2), ...payload]) };
}

function unstuff(run: readonly number[]): number[] | undefined {
  const [code, ...rest] = run;
  if (code === undefined) return [];
  if (rest.length < code - 1) return undefined;
  const block = rest.slice(0, code - 1);
  const others = rest.slice(code - 1);
  if (others.length === 0) return block;
  const tail = unstuff(others);
  return tail === undefined ? undefined : [...block, ...(code === 255 ? [] : [0]), ...tail];
}

/** CRC-32C as a division of polynomials, one bit at a time, from the unreflected polynomial. */
function crcBits(bytes: readonly number[]): string {
  let remainder = 0xffffffffn;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const top = (remainder >> 31n) ^ BigInt((byte >> bit) & 1);
      remainder = ((remainder << 1n) & 0xffffffffn) ^ (top === 1n ? 0x1edc6f41n : 0n);
    }
  }
  const reflected = [...remainder.toString(2).padStart(32, "0")].reverse().join("");
  const value = BigInt(`0b${reflected}`) ^ 0xffffffffn;
  return value.toString(16).padStart(8, "0");
}

function hexOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
