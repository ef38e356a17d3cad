/** An MQTT 5 broker that a run talks to, started by the run itself or by somebody else. */
export interface Broker {
  /** Where it listens: `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  /** Whether it runs in this process, so that every connection costs two file handles. */
  readonly embedded: boolean;
  /** Ends it, if it is ours; an outside broker is left as it is. */
  stop(): Promise<void>;
}
