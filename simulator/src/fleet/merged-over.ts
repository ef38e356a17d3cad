/**
 * Lays what a file says over what it is `like`. A mapping takes over field by field; a list or a
 * single value takes the place of the old one, and what is `null` is left out.
 */
export function mergedOver(base: unknown, own: unknown): unknown {
  if (!isMapping(base) || !isMapping(own)) return own;
  const fields = Object.entries(own).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(base, key) ? mergedOver(base[key], value) : value,
  ]);
  const all = { ...base, ...Object.fromEntries(fields) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** Tells whether a value of a file has fields. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
