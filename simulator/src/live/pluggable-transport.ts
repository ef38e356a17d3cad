import type { SerialDeviceTransport } from "@dosekit/sdk/device";
import type { PluggablePort } from "../serial-ports/pluggable-port.ts";
import type { LiveTransport } from "./live-way.ts";

/** Makes a device's serial transport one whose network can be cut: that is a pulled plug. */
export function pluggable(transport: SerialDeviceTransport, plug: PluggablePort): LiveTransport {
  return {
    link: transport.link,
    open: (listener, lastWill) => transport.open(listener, lastWill),
    send: (channel, payload) => transport.send(channel, payload),
    close: () => transport.close(),
    abort: () => transport.abort(),
    cutLink: () => plug.setPulled(true),
    healLink: () => plug.setPulled(false),
    whenClosed: () => transport.whenClosed(),
  };
}
