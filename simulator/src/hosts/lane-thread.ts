import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { type LaneThreadData, serveLanes } from "./lane-service.ts";

/** The program of one more thread that runs homes. */
if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  serveLanes(workerData as LaneThreadData, {
    post: (report) => port.postMessage(report),
    onOrder: (listener) => {
      port.on("message", listener);
      return () => port.close();
    },
  });
}
