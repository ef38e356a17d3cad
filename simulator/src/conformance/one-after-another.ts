import type { BytePort, BytePortListener } from "@dosekit/sdk/device";

/**
 * Lends one port to devices that follow each other on it. Who comes next takes it over: an earlier
 * one that still says goodbye hears and closes nothing any more.
 */
export function oneAfterAnother(port: BytePort): () => BytePort {
  let holder: object | undefined;
  return () => {
    const me = {};
    const isMine = () => holder === me;
    return {
      name: port.name,
      baud: port.baud,
      open: (listener: BytePortListener) => {
        holder = me;
        port.open({
          onOpen: () => isMine() && listener.onOpen(),
          onBytes: (bytes) => isMine() && listener.onBytes(bytes),
          onClosed: (fault) => isMine() && listener.onClosed(fault),
        });
      },
      write: (bytes) => {
        if (isMine()) port.write(bytes);
      },
      close: () => {
        if (!isMine()) return;
        holder = undefined;
        port.close();
      },
    };
  };
}
