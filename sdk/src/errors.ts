/** One row of the table of faults. */
export interface FaultDefinition {
  /** What is wrong, one sentence. */
  readonly sentence: string;
  /** What the reader can do about it. */
  readonly remedy: string;
}

/** Every fault that the gateway side of the SDK reports; names are never reused. */
export const SDK_FAULTS = {
  "broker-refused": {
    sentence: "Nothing listens at the broker's address.",
    remedy: "Start the broker, or correct host and port.",
  },
  "broker-unreachable": {
    sentence: "The broker's address can't be reached.",
    remedy: "Check the host name, the network and the firewall.",
  },
  "broker-auth": {
    sentence: "The broker does not accept this user, password or client id.",
    remedy: "Correct the credentials, or let the broker's administrator grant access.",
  },
  "broker-protocol-version": {
    sentence: "The broker does not speak MQTT 5.",
    remedy: "Use a broker that does, such as Mosquitto 2.",
  },
  "broker-tls": {
    sentence: "No secure connection to the broker can be made.",
    remedy: "Check the certificate authority, the certificates' dates and the host name in them.",
  },
  "certificate-expired": {
    sentence: "A certificate of the secure connection has expired, or is not valid yet.",
    remedy: "Renew it, and check the clocks of both ends; the connection is tried again.",
  },
  "certificate-authority": {
    sentence: "The broker's certificate is not signed by the authority that is trusted here.",
    remedy: "Use the file of the authority that signed it; the connection is tried again.",
  },
  "certificate-name": {
    sentence: "The broker's certificate is for another name.",
    remedy: "Connect by the name in the certificate, or have one made for this name.",
  },
  "certificate-refused": {
    sentence: "The broker does not accept this end's certificate.",
    remedy:
      "Check that it is given, in date, not revoked, and signed by the broker's authority; " +
      "the connection is tried again.",
  },
  "certificate-key": {
    sentence: "Certificate, private key and authority can't be used together.",
    remedy: "Give the PEM files of one provisioning: the key has to belong to the certificate.",
  },
  "broker-rejected": {
    sentence: "The broker ended the connection and said why.",
    remedy: "See the reason; the connection is tried again.",
  },
  "broker-session-taken": {
    sentence: "Another client connected under the same client id.",
    remedy: "Give each gateway a client id of its own, and run one for each inbox.",
  },
  "broker-closed": {
    sentence: "The connection to the broker broke.",
    remedy: "Nothing to do at once: the connection is tried again.",
  },
  "inbox-locked": {
    sentence: "Another program has the inbox open.",
    remedy: "Stop the other gateway, or use another folder.",
  },
  "inbox-corrupt": {
    sentence: "The inbox can't be read.",
    remedy: "Restore the folder from a copy; devices send again what they still have.",
  },
  "inbox-format": {
    sentence: "The inbox was written by a newer version.",
    remedy: "Use that version, or another folder.",
  },
  "inbox-io": {
    sentence: "The disk did not take or give the data.",
    remedy: "Check the folder's rights, the free space and the disk; writing is tried again.",
  },
  "inbox-closed": {
    sentence: "The inbox is not open.",
    remedy: "Open the client first, and do not use it after close.",
  },
  "stream-overtaken": {
    sentence: "Rows that a stream without a name had not given yet are no longer kept.",
    remedy: "Read by a name: rows wait for it, over starts of the program too.",
  },
  "command-expired": {
    sentence: "The device did not answer the command before its deadline.",
    remedy: "Look for its command.handled record: the device may have acted all the same.",
  },
  "command-cancelled": {
    sentence: "The command was cancelled; the device may have acted all the same.",
    remedy: "Look for its command.handled record.",
  },
  "command-id-taken": {
    sentence: "A command with this id is already on its way to the device.",
    remedy: "Give every command an id of its own.",
  },
  "command-limit": {
    sentence: "Too many commands wait for an answer.",
    remedy: "Wait for answers, or cancel commands.",
  },
  "command-ledger": {
    sentence: "A command has a name of the caller's own, and there is no ledger to remember it in.",
    remedy: "Give the client a commandLedger, such as a LevelTable in a folder of its own.",
  },
  "report-unanswered": {
    sentence: "The device did not answer the question for a report in time.",
    remedy: "Ask again when the device is there; firmware without reports never answers.",
  },
  "reset-under-way": {
    sentence: "The device is to be reset: what it would follow must not find it in its next life.",
    remedy: "Wait for the answer to the reset, or cancel it.",
  },
  "config-version": {
    sentence: "The configuration's version is not above the one that the device is to follow.",
    remedy: "Raise the version with every change.",
  },
  "armour-no-key": {
    sentence: "There is no key to seal messages to this device with.",
    remedy: "Provision the device, and put its key file into the gateway's folder of keys.",
  },
  "key-store": {
    sentence: "A key file can't be used.",
    remedy: "Check the folder's owner and rights, or put the file of the provisioning there again.",
  },
  "device-provisioned": {
    sentence: "The device has its keys already.",
    remedy:
      "Renew its certificate or stage its next key; a new life begins with its files removed.",
  },
  "key-change-refused": {
    sentence: "The device refused to change its keys.",
    remedy: "Stage a key with a number that the device never had, and revoke one of two old ones.",
  },
  "device-limit": {
    sentence: "The gateway has as many devices as it is set up for.",
    remedy: "Raise the limit, or find out who sends under so many names.",
  },
  "serial-port-missing": {
    sentence: "The serial port is not there.",
    remedy: "Check the path and the cable; the port is tried again.",
  },
  "serial-port-busy": {
    sentence: "Another program has the serial port open.",
    remedy: "Stop the other program; the port is tried again.",
  },
  "serial-port-denied": {
    sentence: "This user may not open the serial port.",
    remedy: "Give the user access to the port, on Linux mostly by the group dialout.",
  },
  "serial-port-unfit": {
    sentence: "This is no serial port, or it does not take these settings.",
    remedy: "Check the path, and whether the port can do this speed.",
  },
  "serial-port-failed": {
    sentence: "The serial port can't be used.",
    remedy: "See what the system says; the port is tried again.",
  },
  "serial-port-closed": {
    sentence: "The serial port has closed.",
    remedy: "Check the cable and the adapter; the port is tried again.",
  },
  "serial-server-refused": {
    sentence: "Nothing listens at the serial server's address.",
    remedy: "Start the server, or correct host and port; the connection is tried again.",
  },
  "serial-server-unreachable": {
    sentence: "The serial server can't be reached.",
    remedy: "Check the host name, the network and the firewall; the connection is tried again.",
  },
  "serial-silence": {
    sentence: "Nobody answers on the serial line.",
    remedy: "Check that the other end is switched on and wired, and its address on a shared line.",
  },
  "serial-garbage": {
    sentence: "Bytes come over the serial line, and no frame is in them.",
    remedy: "Set both ends to the same speed, 8 data bits, no parity and 1 stop bit.",
  },
  "serial-version": {
    sentence: "The other end of the serial line speaks another version.",
    remedy: "Bring both ends to the same major version.",
  },
  "serial-name-missing": {
    sentence: "A device on a serial line gives no valid name.",
    remedy: "Give the device its id: 1 to 32 characters out of A-Z, a-z, 0-9, _ and -.",
  },
  "serial-name-taken": {
    sentence: "Two devices give the same name.",
    remedy: "Give each device an id of its own; the one heard last is served.",
  },
  "register-key": {
    sentence: "There is no key for the register of patients.",
    remedy: "Give 32 bytes as 64 hexadecimal digits or in base64, in a file or the environment.",
  },
  "register-damaged": {
    sentence: "The register of patients can't be read with this key.",
    remedy: "Check the key, or restore the file from a copy.",
  },
  "register-io": {
    sentence: "The disk did not take or give the register of patients.",
    remedy: "Check the folder's rights, the free space and the disk.",
  },
} as const satisfies Readonly<Record<string, FaultDefinition>>;

/** Name of one fault in {@link SDK_FAULTS}. */
export type SdkFaultCode = keyof typeof SDK_FAULTS;

/** Something that went wrong outside the program, as a value. */
export interface SdkFault {
  readonly code: SdkFaultCode;
  /** What is wrong, in one line. */
  readonly message: string;
  /** What can be done about it. */
  readonly remedy: string;
}

/** Builds a fault; `detail` is what was found, such as an address. */
export function sdkFault(code: SdkFaultCode, detail?: string): SdkFault {
  const { sentence, remedy } = SDK_FAULTS[code];
  return { code, message: detail === undefined ? sentence : `${sentence} (${detail})`, remedy };
}

/** What can be done about a fault by the reader of a program that ends with it and tries no more. */
export function remedyAtTheEnd({ remedy }: Pick<SdkFault, "remedy">): string {
  return remedy.replace(/; the (port|connection) is tried again\.$/, ".");
}

/** A fault where a promise has to end. */
export class SdkError extends Error {
  override readonly name = "SdkError";
  readonly code: SdkFaultCode;
  readonly remedy: string;

  constructor(fault: SdkFault) {
    super(fault.message);
    this.code = fault.code;
    this.remedy = fault.remedy;
  }
}
