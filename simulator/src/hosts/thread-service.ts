import { type LanePort, type LaneThreadData, serveLanes } from "./lane-service.ts";
import { serveShared } from "./shared-service.ts";

/** The work of one more thread: homes one by one, or those of a fleet with a shared centre. */
export function serveThread(data: LaneThreadData, port: LanePort): void {
  if (data.part === undefined) serveLanes(data, port);
  else serveShared(data, data.part, port);
}
