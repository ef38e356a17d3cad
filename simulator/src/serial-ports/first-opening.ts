import type { BytePort, BytePortListener, SdkFault } from "@dosekit/sdk";

/** A port that is open, or why it is not. */
export type FirstOpening =
  | { readonly ok: true; readonly port: BytePort }
  | { readonly ok: false; readonly fault: SdkFault };

/**
 * Opens a port once to see whether that works.
 *
 * @returns a port that is open already: whoever opens it first gets it as it is. Bytes that come
 *   before are lost.
 */
export function openFirst(port: BytePort): Promise<FirstOpening> {
  return new Promise((resolve) => {
    let owner: BytePortListener | undefined;
    let closed: SdkFault | undefined;
    port.open({
      onOpen: () => resolve({ ok: true, port: opened }),
      onBytes: (bytes) => owner?.onBytes(bytes),
      onClosed: (fault) => {
        closed = fault;
        if (owner === undefined) resolve({ ok: false, fault });
        else owner.onClosed(fault);
      },
    });
    let isTaken = false;
    const opened: BytePort = {
      name: port.name,
      baud: port.baud,
      open: (listener) => {
        if (isTaken || closed !== undefined) {
          port.open(listener);
          return;
        }
        isTaken = true;
        owner = listener;
        setImmediate(() => {
          if (owner === listener && closed === undefined) listener.onOpen();
        });
      },
      write: (bytes) => port.write(bytes),
      close: () => {
        owner = undefined;
        isTaken = true;
        port.close();
      },
    };
  });
}
