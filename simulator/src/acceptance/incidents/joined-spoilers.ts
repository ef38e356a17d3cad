import type { HomeSpoilers } from "../../home/home-spoilers.ts";

/** Puts one thing in place of a part after another: the first is nearest to the part itself. */
export function joinedSpoilers(
  first: HomeSpoilers | undefined,
  second: HomeSpoilers | undefined,
): HomeSpoilers | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const { logic, mechanism } = first;
  const { logic: logicAfter, mechanism: mechanismAfter } = second;
  return {
    ...first,
    ...second,
    ...(logic === undefined || logicAfter === undefined
      ? {}
      : { logic: (one) => logicAfter(logic(one)) }),
    ...(mechanism === undefined || mechanismAfter === undefined
      ? {}
      : { mechanism: (offer, setup) => mechanismAfter(mechanism(offer, setup), setup) }),
  };
}
