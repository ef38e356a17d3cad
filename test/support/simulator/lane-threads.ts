import { type LaneOrder, type NewLaneThread, serveThread } from "@dosekit/simulator";

/**
 * Starts "threads" on the test's own thread: the program of a real one, over messages that are
 * copied as between threads and come later, so that tests run from sources.
 */
export const newHereThread: NewLaneThread = (data, listener) => {
  let hear: ((order: LaneOrder) => void) | undefined;
  const later = (run: () => void) => void setImmediate(run);
  const { stop, ...plain } = data;
  serveThread(
    { ...structuredClone(plain), stop },
    {
      post: (report) => {
        const copy = structuredClone(report);
        later(() => listener.onReport(copy));
      },
      onOrder: (listening) => {
        hear = listening;
        return () => {
          hear = undefined;
        };
      },
    },
  );
  return {
    send: (order) => {
      const copy = structuredClone(order);
      later(() => hear?.(copy));
    },
    end: () => Promise.resolve(),
  };
};
