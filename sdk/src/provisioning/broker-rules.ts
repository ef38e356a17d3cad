import {
  CONNECT_RULES,
  DOWN_CHANNELS,
  type Tenant,
  TOPIC_ROOT,
  TOPIC_VERSION,
  UP_CHANNELS,
} from "@dosekit/protocols";

/** Where Mosquitto finds what it needs; names without a folder are relative to where it starts. */
export interface BrokerFiles {
  readonly port: number;
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly rules: string;
  /** Folder in which sessions and retained messages outlive a restart; with a slash at its end. */
  readonly store: string;
}

/**
 * The name that the gateway of a tenant has in its certificate, and so at the broker. The dot keeps
 * it from being the name of any device.
 */
export function gatewayName(tenant: Tenant): string {
  return `gateway.${tenant}`;
}

/**
 * Writes Mosquitto's configuration: certificates only, and names from certificates only.
 *
 * @see OMDP-SEC-026, OMDP-SEC-027
 */
export function mosquittoConfig(files: BrokerFiles): string {
  return `# Mosquitto 2 for medication dispensers: nobody connects without a certificate.
per_listener_settings false
allow_anonymous false
acl_file ${files.rules}

listener ${files.port}
tls_version tlsv1.2
cafile ${files.authority}
certfile ${files.certificate}
keyfile ${files.privateKey}
require_certificate true

# User and client id are the common name of the certificate, whatever a client says: so no client
# takes over the session of another.
use_identity_as_username true
use_username_as_clientid true

# A session outlives an outage of the device, and a restart of the broker.
persistence true
persistence_location ${files.store}
autosave_on_changes true
autosave_interval 1
max_queued_messages 10000
max_packet_size ${CONNECT_RULES.maximumPacketSizeBytes}

# A small message does not wait until the one before it is confirmed, some 40 ms.
set_tcp_nodelay true
`;
}

/**
 * Writes Mosquitto's rules: a device has its own topics, the gateway those of its tenant. `%u` is
 * the name in the certificate.
 *
 * @see OMDP-SEC-027
 */
export function mosquittoRules(tenant: Tenant): string {
  const root = `${TOPIC_ROOT}/${TOPIC_VERSION}/${tenant}`;
  const lines = [
    `# What a device of tenant ${tenant} may do: read its own, write its own.`,
    ...DOWN_CHANNELS.map((channel) => `pattern read ${root}/%u/${channel}`),
    ...UP_CHANNELS.map((channel) => `pattern write ${root}/%u/${channel}`),
    "",
    "# What the gateway may do.",
    `user ${gatewayName(tenant)}`,
    ...UP_CHANNELS.map((channel) => `topic read ${root}/+/${channel}`),
    ...DOWN_CHANNELS.map((channel) => `topic write ${root}/+/${channel}`),
  ];
  return `${lines.join("\n")}\n`;
}
