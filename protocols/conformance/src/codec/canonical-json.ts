/** Writes a value as JSON with the keys of every object in order, so that equal ones look alike. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) => {
      if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
      return Object.fromEntries(
        Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)),
      );
    }) ?? "nothing"
  );
}
