import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { LaneThreadData } from "./lane-service.ts";
import { serveThread } from "./thread-service.ts";

/** The program of one more thread that runs homes. */
if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  serveThread(workerData as LaneThreadData, {
    post: (report) => port.postMessage(report),
    onOrder: (listener) => {
      port.on("message", listener);
      return () => port.close();
    },
  });
}
