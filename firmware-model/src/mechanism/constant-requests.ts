import type { MechanismRequest } from "./mechanism.ts";

/**
 * Makes what a mechanism's actions ask for without a look at its context, each once: they are told
 * step after step and never changed. Pure.
 *
 * @param requests what each action asks, by the context after the step
 */
export function constantRequests<Context>(
  requests: Readonly<Record<string, (context: Context) => MechanismRequest>>,
): ReadonlyMap<string, MechanismRequest> {
  const constant = Object.entries(requests).filter(([, request]) => request.length === 0);
  return new Map(constant.map(([name, request]) => [name, (request as () => MechanismRequest)()]));
}
