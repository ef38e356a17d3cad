import { type BytePort, type BytePortListener, MemoryWire } from "@dosekit/sdk";

/**
 * Joins several devices to one port, as drivers on one pair of wires are joined: each hears what
 * comes in and what the others say.
 */
export function sharedSocket(port: BytePort): () => BytePort {
  const wire = new MemoryWire();
  const end = wire.port("socket");
  const inward: BytePortListener = {
    onOpen: () => undefined,
    onBytes: (bytes) => port.write(bytes.slice()),
    onClosed: () => undefined,
  };
  end.open(inward);
  port.open({
    onOpen: () => undefined,
    onBytes: (bytes) => end.write(bytes),
    onClosed: () => undefined,
  });
  return () => wire.port();
}
