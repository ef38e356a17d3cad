/** What the broker makes of a CONNECT. */
export type ConnectAnswer = "accept" | "silence" | { readonly refuse: number };

/**
 * When the broker acknowledges a publication of quality 1.
 *
 * `withhold` keeps it until the acknowledgements are released, `never` loses it.
 */
export type PublishAnswer =
  | "at-once"
  | "withhold"
  | "never"
  | "twice"
  | { readonly delayMs: number }
  | { readonly reason: number };

/**
 * How the broker behaves on one connection. The default is a broker without a fault; each field
 * makes one fault of its own.
 */
export interface BrokerBehaviour {
  readonly connect: ConnectAnswer;
  /** `lost` forgets the session that the peer counts on. */
  readonly session: "keep" | "lost";
  readonly publish: PublishAnswer;
  readonly subscribe: "grant" | "silence" | { readonly refuse: number };
  readonly ping: "answer" | "silence";
  /** `twice` sends each message of quality 1 again with DUP, before it can be acknowledged. */
  readonly deliver: "once" | "twice";
  /** Publications of quality 1 that the broker says it takes at once. */
  readonly receiveMaximum: number;
  /** Greatest packet that the broker says it takes, in bytes. */
  readonly maximumPacketSize: number;
  /** `ignored` sends more at once than the peer said it takes. */
  readonly window: "kept" | "ignored";
}

/** A broker without a fault. */
export const SOUND_BROKER: BrokerBehaviour = {
  connect: "accept",
  session: "keep",
  publish: "at-once",
  subscribe: "grant",
  ping: "answer",
  deliver: "once",
  receiveMaximum: 20,
  maximumPacketSize: 65_536,
  window: "kept",
};

/** Reason codes that the scenarios use. @see MQTT 5.0 §2.4 */
export const REASON = {
  "normal-disconnection": 0x00,
  "unspecified-error": 0x80,
  "malformed-packet": 0x81,
  "protocol-error": 0x82,
  "implementation-specific-error": 0x83,
  "not-authorised": 0x87,
  "server-unavailable": 0x88,
  "server-busy": 0x89,
  "server-shutting-down": 0x8b,
  "keep-alive-timeout": 0x8d,
  "session-taken-over": 0x8e,
  "topic-filter-invalid": 0x8f,
  "topic-name-invalid": 0x90,
  "receive-maximum-exceeded": 0x93,
  "topic-alias-invalid": 0x94,
  "packet-too-large": 0x95,
  "message-rate-too-high": 0x96,
  "quota-exceeded": 0x97,
  "administrative-action": 0x98,
  "payload-format-invalid": 0x99,
  "retain-not-supported": 0x9a,
  "qos-not-supported": 0x9b,
  "use-another-server": 0x9c,
  "server-moved": 0x9d,
  "shared-subscriptions-not-supported": 0x9e,
  "connection-rate-exceeded": 0x9f,
  "maximum-connect-time": 0xa0,
  "subscription-identifiers-not-supported": 0xa1,
  "wildcard-subscriptions-not-supported": 0xa2,
} as const;

/** Every reason with which a server may end a connection. @see MQTT 5.0 §3.14.2.1 */
export const DISCONNECT_REASONS = (Object.keys(REASON) as (keyof typeof REASON)[]).filter(
  (reason) => reason !== "server-unavailable",
);
