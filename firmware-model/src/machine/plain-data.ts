/**
 * Tells whether a value can be written down and read again without loss: null, booleans, strings,
 * finite numbers, and lists and plain objects of them.
 */
export function isPlainData(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return true;
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every(isPlainData);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Reflect.ownKeys(value).every(
    (key) => typeof key === "string" && isPlainData((value as Record<string, unknown>)[key]),
  );
}
