/** Tells whether a topic falls under a filter. @see MQTT 5.0 §4.7 */
export function matchesFilter(filter: string, topic: string): boolean {
  const wanted = filter.split("/");
  const levels = topic.split("/");
  for (const [at, part] of wanted.entries()) {
    if (part === "#") return at === wanted.length - 1;
    if (levels[at] === undefined || (part !== "+" && part !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}

/** Tells whether a filter has a wildcard in it. */
export function hasWildcard(filter: string): boolean {
  return /[+#]/.test(filter);
}
