import { DROP_ADDRESS_MAX } from "@dosekit/protocols";
import { z } from "zod";
import type { SerialLineOptions } from "../serial/gateway-line.ts";
import { SerialBytePort } from "../serial/serial-byte-port.ts";
import { TcpBytePort } from "../serial/tcp-byte-port.ts";

const SERVER = /^tcp:\/\/([^/:]+):(\d{1,5})$/;

/** Form of a line on the command line, for messages. */
export const LINE_FORM =
  "a port such as /dev/ttyUSB0 or tcp://host:port, and behind commas baud=9600 and addresses=1-8+12";

const address = z.int().min(1).max(DROP_ADDRESS_MAX);

/** One serial line of a gateway. */
export const LineSettings = z.strictObject({
  port: z.string().min(1).refine(isPort, "a path, or tcp://host:port with a port of 1 to 65535"),
  baud: z.int().min(300).max(4_000_000).optional(),
  addresses: z
    .array(address)
    .min(1)
    .refine((list) => new Set(list).size === list.length, "each address once")
    .optional(),
});
/** See {@link LineSettings}. */
export type LineSettings = z.infer<typeof LineSettings>;

/** Reads a line in the form of the command line; `undefined` when it is none. */
export function readLine(text: string): LineSettings | undefined {
  const [port = "", ...parts] = text.split(",");
  const given: Record<string, unknown> = { port };
  for (const part of parts) {
    const [name = "", value = ""] = part.split("=", 2);
    if (Object.hasOwn(given, name)) return undefined;
    given[name] = name === "addresses" ? addressesIn(value) : Number(value || Number.NaN);
  }
  const parsed = LineSettings.safeParse(given);
  return parsed.success ? parsed.data : undefined;
}

/** Makes the line that settings describe; nothing is opened. */
export function lineOf({ port, baud, addresses }: LineSettings): SerialLineOptions {
  const speed = baud === undefined ? {} : { baud };
  const server = serverOf(port);
  const bytePort =
    server === undefined
      ? new SerialBytePort({ path: port, ...speed })
      : new TcpBytePort({ ...server, ...speed });
  return { port: bytePort, ...(addresses === undefined ? {} : { addresses }) };
}

/** Names the serial server of a port; `undefined` where it is a path. */
export function serverOf(
  port: string,
): { readonly host: string; readonly port: number } | undefined {
  const [, host, digits] = SERVER.exec(port) ?? [];
  return host === undefined ? undefined : { host, port: Number(digits) };
}

function isPort(text: string): boolean {
  if (!text.startsWith("tcp:")) return true;
  const port = Number(SERVER.exec(text)?.[2] ?? 0);
  return port >= 1 && port <= 65_535;
}

/** `1-3+7` names 1, 2, 3 and 7. */
function addressesIn(text: string): readonly number[] {
  return text.split("+").flatMap((part) => {
    const [, first, last] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? [];
    const from = Number(first ?? Number.NaN);
    const count = Number(last ?? from) - from + 1;
    return count >= 1 ? Array.from({ length: count }, (_, index) => from + index) : [Number.NaN];
  });
}
