import { seedOf } from "../service-file.ts";
import type { ServiceFile } from "../service-schema.ts";
import type { LoadedService } from "./load-service.ts";
import { criteriaOfStories } from "./load-service.ts";

/** One run of a comparison: one product for one story, with one seed. */
export interface ComparedRun {
  readonly story: string;
  readonly product: string;
  readonly seed: string;
  readonly service: ServiceFile;
  readonly criteria: LoadedService["criteria"];
}

/**
 * Lists the runs that set products side by side: each by itself in the story's place, under the same
 * conditions and with the same seeds. What the story's own product costs is not laid on another.
 *
 * @param seeds how many seeds, from 1; the first is that of the file, or the one given
 */
export function comparedRuns(
  { service, criteria }: LoadedService,
  { seeds, seed = seedOf(service) }: { readonly seeds: number; readonly seed?: string | undefined },
): readonly ComparedRun[] {
  const shipped = new Set(criteriaOfStories(service));
  const own = criteria.filter((one) => !shipped.has(one));
  return (service.compare ?? []).flatMap(({ story, products }) => {
    const served = service.stories.filter((one) => one.story === story);
    const [first] = served;
    if (first === undefined) return [];
    const devices = served.reduce((sum, one) => sum + one.devices, 0);
    const all = [...new Set([...served.map(({ product }) => product), ...products])];
    const kept = [...criteriaOfStories({ ...service, stories: [first] }), ...own];
    return all.flatMap((product) =>
      Array.from(
        { length: seeds },
        (_, at): ComparedRun => ({
          ...{ story, product, seed: at === 0 ? seed : `${seed}-${at + 1}` },
          service: withProduct(service, {
            story: first.story,
            product,
            devices,
            plans: first.plans,
          }),
          criteria: kept.filter((one) => one.story === story || one.story === "every"),
        }),
      ),
    );
  });
}

type StoryPart = ServiceFile["stories"][number];

function withProduct(
  service: ServiceFile,
  { plans, ...story }: Omit<StoryPart, "plans"> & { readonly plans: StoryPart["plans"] },
): ServiceFile {
  // Zones count all devices; protocols and the register are about the service as it is.
  const { rollout: _rollout, protocols: _protocols, deviations: _deviations, ...rest } = service;
  return { ...rest, stories: [{ ...story, ...(plans === undefined ? {} : { plans }) }] };
}
