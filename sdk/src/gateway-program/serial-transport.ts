import type { PausableTransport } from "../client/gateway-setup.ts";
import type { SdkFault } from "../errors.ts";
import { SerialGatewayTransport } from "../serial/serial-gateway-transport.ts";
import { type LineSettings, lineOf } from "./line-settings.ts";

/**
 * Makes the program's way over serial lines.
 *
 * @param onFault told of each fault once a port is open; before that of one alone, when no port at
 *   all can be opened
 */
export function serialTransportOf(
  lines: readonly LineSettings[],
  onFault: (fault: SdkFault) => void,
): PausableTransport {
  const early: SdkFault[] = [];
  let isOpen = false;
  const inner = new SerialGatewayTransport({
    lines: lines.map(lineOf),
    onFault: (fault) => {
      if (!isOpen) early.push(fault);
      if (isOpen || early.length >= lines.length) onFault(fault);
    },
  });
  return {
    open: (listener) =>
      inner.open({
        onLink: (up) => {
          listener.onLink(up);
          isOpen ||= up;
          for (const fault of early.splice(0)) onFault(fault);
        },
        onMessage: (...message) => listener.onMessage(...message),
      }),
    send: (...message) => inner.send(...message),
    pause: () => inner.pause(),
    resume: () => inner.resume(),
    close: () => inner.close(),
  };
}
