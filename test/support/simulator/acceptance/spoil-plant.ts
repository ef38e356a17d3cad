import type { MotionStart } from "@dosekit/protocols";
import type { HandAction, HomePlant, HomeSpoilers, PlantResponse } from "@dosekit/simulator";

/** What of a mechanism is changed; made anew for every device. */
export interface PlantChange {
  readonly drive?: (plant: HomePlant, motion: MotionStart) => PlantResponse;
  readonly handle?: (plant: HomePlant, action: HandAction) => PlantResponse;
}

/** Makes a wrong mechanism of a right one. */
export function spoiledPlant(
  change: (nowMs: () => number) => PlantChange,
): NonNullable<HomeSpoilers["mechanism"]> {
  return (offer, { nowMs }) => {
    const { plant } = offer;
    const { drive, handle } = change(nowMs);
    const changed: Partial<HomePlant> = {
      ...(drive === undefined ? {} : { drive: (motion) => drive(plant, motion) }),
      ...(handle === undefined ? {} : { handle: (action) => handle(plant, action) }),
    };
    const wrong = new Proxy(plant, {
      get: (target, name) => {
        const own = Reflect.get(changed, name);
        if (own !== undefined) return own;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    return { ...offer, plant: wrong };
  };
}

/** Lets two things happen at once. */
export function together(...responses: readonly PlantResponse[]): PlantResponse {
  return {
    reactions: responses.flatMap(({ reactions }) => reactions),
    facts: responses.flatMap(({ facts }) => facts),
  };
}
