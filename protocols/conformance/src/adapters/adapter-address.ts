import { KitMistake } from "../files/kit-mistake.ts";

/** `scheme:rest?option=value`, as it stands behind `--dut`. */
export interface AdapterAddress {
  /** As it was given. */
  readonly text: string;
  readonly scheme: string;
  readonly rest: string;
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Takes an address apart.
 *
 * @throws KitMistake when there is no scheme
 */
export function parseAdapterAddress(text: string): AdapterAddress {
  const [, scheme = "", tail = ""] = /^([a-z][a-z-]*):(.*)$/s.exec(text) ?? [];
  if (scheme === "") throw badAddress(text, "a scheme and an address, such as serial:/dev/ttyUSB0");
  // A command line may have question marks of its own.
  if (scheme === "exec") return { text, scheme, rest: tail, options: new Map() };
  const at = tail.indexOf("?");
  const query = at < 0 ? "" : tail.slice(at + 1);
  const options = new Map(new URLSearchParams(query).entries());
  return { text, scheme, rest: at < 0 ? tail : tail.slice(0, at), options };
}

/**
 * Complains of options that an adapter does not have.
 *
 * @throws KitMistake naming the allowed ones
 */
export function checkOptions(address: AdapterAddress, allowed: readonly string[]): void {
  const unknown = [...address.options.keys()].find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw badAddress(unknown, allowed.length === 0 ? "no options" : allowed.join(", "));
  }
}

/** Reads an option that is a whole number. @throws KitMistake beyond its bounds */
export function numberOption(
  { options }: AdapterAddress,
  name: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds.min && value <= bounds.max) return value;
  throw badAddress(
    `${name}=${text}`,
    `${name}: a whole number from ${bounds.min} to ${bounds.max}`,
  );
}

/** Reads `host:port`. @throws KitMistake when it is none */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const [, host = "", digits = ""] = /^(\[[0-9a-fA-F:]+\]|[^:]+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === "" || port > 65_535) throw badAddress(text, "host:port, such as 127.0.0.1:1883");
  return { host: host.replace(/^\[|\]$/g, ""), port };
}

/** Makes the error for an address that can't be used. */
export function badAddress(found: string, allowed: string): KitMistake {
  return new KitMistake({
    code: "dut.bad-address",
    field: "--dut",
    found: found === "" ? "nothing" : found,
    allowed,
    message: "The device can't be reached so.",
  });
}
