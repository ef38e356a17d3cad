import { setFlagsFromString } from "node:v8";

/** First major release of Node.js with nothing to gain by it, measured. */
const UNNEEDED_FROM = 26;

/**
 * Has the engine make every new object among the young ones, which are cleared up cheaply; for the
 * whole process, and best before anything runs in it.
 *
 * The engine makes objects of code whose objects have proved long-lived among the old ones right
 * away. Thousands of homes that are put up at once make it think so of what every step of a device
 * makes, and from then on everything that such an object holds is taken for alive until the old ones
 * are looked through, too: a quarter of what a day makes, and of its processor time.
 *
 * @param version version of Node.js, such as `20.19.0`
 * @param setFlags sets flags of the engine
 */
export function makeObjectsYoung(
  version: string = process.versions.node,
  setFlags: (flags: string) => void = setFlagsFromString,
): void {
  if (Number.parseInt(version, 10) < UNNEEDED_FROM) setFlags("--no-allocation-site-pretenuring");
}
