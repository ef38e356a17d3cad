import { Socket } from "node:net";
import { connect, type IClientOptions, type MqttClient } from "mqtt";

/**
 * Connects a client to a broker, over TCP, TLS or a WebSocket, on a socket that sends each message
 * at once: by default a small one waits until the broker has confirmed the one before, which takes
 * the broker's system up to 40 ms when it has nothing to say itself.
 */
export function brokerClient(url: string, options: IClientOptions): MqttClient {
  const client = connect(url, options);
  // The socket below a WebSocket is set so by its own library.
  if (client.stream instanceof Socket) client.stream.setNoDelay();
  return client;
}
