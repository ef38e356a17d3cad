import { connect } from "node:net";
import { checkOptions, hostAndPort } from "./adapter-address.ts";
import type { AdapterKind } from "./kit-adapter.ts";
import { type ByteListener, lineAdapter, type RealLine } from "./line-adapter.ts";
import { sharedAddressIn } from "./shared-address.ts";

const CONNECT_MS_MAX = 10_000;
const UNSENT_BYTES_MAX = 262_144;

/** A serial server on the network that passes bytes on as they are. */
export const TCP_ADAPTER: AdapterKind = {
  scheme: "tcp",
  help: "tcp:host:port · a serial server that passes bytes on as they are; shared=9 as above",
  make: (address, context) => {
    checkOptions(address, ["shared"]);
    const place = hostAndPort(address.rest);
    const openLine = (listener: ByteListener) => openSocket(place, listener);
    return lineAdapter({ name: address.text, ...sharedAddressIn(address), openLine, context });
  },
};

function openSocket(
  place: { readonly host: string; readonly port: number },
  listener: ByteListener,
): Promise<RealLine> {
  const socket = connect(place);
  const name = `${place.host}:${place.port}`;
  let isClosing = false;
  let reason = "the other end closed";
  socket.setNoDelay(true).setKeepAlive(true, CONNECT_MS_MAX);
  socket.setTimeout(CONNECT_MS_MAX, () => socket.destroy(new Error("no answer")));
  socket.on("data", (bytes) => listener.bytes(bytes));
  socket.on("close", () => {
    if (!isClosing) listener.gone(`${name} is gone: ${reason}`);
  });
  const line: RealLine = {
    write: (bytes) => {
      if (socket.writable && socket.writableLength <= UNSENT_BYTES_MAX) socket.write(bytes);
    },
    close: () => {
      isClosing = true;
      socket.destroy();
      return Promise.resolve();
    },
  };
  return new Promise((resolve, reject) => {
    socket.once("connect", () => {
      socket.setTimeout(0);
      resolve(line);
    });
    socket.on("error", (cause) => {
      reason = cause.message;
      reject(cause);
    });
  });
}
