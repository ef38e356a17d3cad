import {
  ALERT_CODE,
  CONTACT_CHANNEL,
  DEVICE_ID_PATTERN,
  type EscalationRoute,
  RECIPIENT,
} from "@dosekit/protocols";
import { z } from "zod";
import { VKP_DEVIATIONS } from "../record/deviations.ts";

const path = z.string().min(1);
const deviceId = z.string().regex(DEVICE_ID_PATTERN, "1 to 32 of A-Z, a-z, 0-9, _ and -");
const receiverName = z.string().regex(/^[a-z0-9-]{1,24}$/, "1 to 24 of a-z, 0-9 and -");
const port = z.int().min(1).max(65_535);
const host = z.string().min(1).max(253);
const text = z.string().min(1).max(120);
const sipUri = z.string().regex(/^sips?:\S{1,200}$/, "an address such as sip:alarm@example.org");
const httpsUrl = z.string().refine(isPlainHttps, "an https:// address without user and password");
const url = z.string().regex(/^[a-z][a-z0-9+.-]*:\S{1,300}$/i, "a URL");
const municipality = z.string().regex(/^\d{4}$/, "four digits");
const herId = z.string().regex(/^\d{1,12}$/, "a HER id: digits alone");
const minutes = z.number().min(0.01).max(43_200);

/** Where a secret comes from: a file, or a variable of the environment; never the settings. */
export const SecretSource = z
  .strictObject({
    file: path.optional().describe("File that holds the secret and nothing else."),
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "the name of a variable")
      .optional()
      .describe("Variable of the environment that holds the secret."),
  })
  .refine(({ file, env }) => (file === undefined) !== (env === undefined), {
    error: "file or env, one of both",
  });
/** See {@link SecretSource}. */
export type SecretSource = z.infer<typeof SecretSource>;

/** PEM files of a secure connection. */
export const TlsFiles = z.strictObject({
  ca: path.optional().describe("Authorities that are trusted; those of the system by default."),
  cert: path.optional().describe("Certificate of this end."),
  key: path.optional().describe("Private key of this end."),
});
/** See {@link TlsFiles}. */
export type TlsFiles = z.infer<typeof TlsFiles>;

const party = z.strictObject({ herId, name: text });

/** One receiver of the patient record. */
export const RecordSettings = z.strictObject({
  name: receiverName.describe("Name by which the register's placements call it."),
  url: httpsUrl.describe("FHIR endpoint: …/Bundle, or …/$process-message."),
  destination: url.optional().describe("What messages name as their destination; url by default."),
  receiver: party.describe("The organisation that receives."),
  tls: TlsFiles.optional(),
  token: SecretSource.optional().describe("Bearer token; a file is read anew for each attempt."),
  timeoutSeconds: z.number().min(0.1).max(300).optional().describe("For one attempt; 30."),
  retryFirstSeconds: z.number().min(0.01).max(3_600).optional().describe("First wait; 1."),
  retryLongestSeconds: z.number().min(0.01).max(3_600).optional().describe("Longest wait; 60."),
  deviations: z
    .strictObject(
      Object.fromEntries(
        Object.keys(VKP_DEVIATIONS).map((name) => [name, z.boolean().optional()]),
      ) as Record<keyof typeof VKP_DEVIATIONS, z.ZodOptional<z.ZodBoolean>>,
    )
    .optional()
    .describe("Switches of the deviations from VKP 0.9.0."),
});
/** See {@link RecordSettings}. */
export type RecordSettings = z.infer<typeof RecordSettings>;

/** One receiver of a response centre; the first that takes a message gets it. */
export const CentreReceiver = z.strictObject({
  name: receiverName,
  transport: z.enum(["udp", "tcp", "tls"]),
  host,
  port: port.optional().describe("5060 by default, 5061 with TLS."),
  tls: TlsFiles.optional(),
  localAddress: host.optional().describe("UDP: where answers come in."),
  localPort: port.optional().describe("UDP: port on which answers come in."),
  publicHost: host.optional().describe("Name or address of this gateway as the receiver sees it."),
  from: sipUri.describe("Address of this gateway."),
  to: sipUri.describe("Address of the receiver."),
  user: text.optional().describe("For digest authentication."),
  password: SecretSource.optional(),
  heartbeatMinutes: z.int().min(1).max(1_440).optional(),
  pingSeconds: z.number().min(0).max(86_400).optional().describe("OPTIONS; 60, 0 for never."),
  answerSeconds: z.number().min(0.05).max(600).optional().describe("Wait for an answer; 20."),
  roundTripMilliseconds: z.number().min(10).max(10_000).optional().describe("T1 of SIP; 500."),
});
/** See {@link CentreReceiver}. */
export type CentreReceiver = z.infer<typeof CentreReceiver>;

/** One response centre. */
export const CentreSettings = z.strictObject({
  name: receiverName,
  cid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, "letters and digits")
    .describe("Controller id."),
  devices: z.array(deviceId).max(100_000).optional().describe("Its devices, by name."),
  municipalities: z.array(municipality).max(400).optional().describe("Its devices, by place."),
  receivers: z.array(CentreReceiver).min(1).max(8),
  retryFirstSeconds: z.number().min(0.01).max(3_600).optional().describe("First wait; 5."),
  retryLongestSeconds: z.number().min(0.01).max(3_600).optional().describe("Longest wait; 300."),
});
/** See {@link CentreSettings}. */
export type CentreSettings = z.infer<typeof CentreSettings>;

const smtp = z.strictObject({
  host,
  port: port.optional(),
  secure: z.boolean().optional().describe("TLS from the first byte; STARTTLS otherwise."),
  plain: z.boolean().optional().describe("Without TLS: for a server on the same machine only."),
  from: z.string().regex(/^[^\s@]+@[^\s@]+$/, "a mail address"),
  user: text.optional(),
  password: SecretSource.optional(),
  tls: TlsFiles.optional(),
});

const sms = z.strictObject({
  url: z.string().refine(isHttp, "an http:// or https:// address"),
  token: SecretSource.optional().describe("Bearer token of the account."),
});

const dutyContact = z.strictObject({
  recipient: z.enum(wordsOf(RECIPIENT.words)),
  channel: z.enum(wordsOf(CONTACT_CHANNEL.words)),
  address: z.string().min(3).max(128),
});

/** How people are told. */
export const NoticeSettings = z
  .strictObject({
    smtp: smtp.optional(),
    sms: sms.optional(),
    duty: z
      .array(dutyContact)
      .max(32)
      .optional()
      .describe("Who is told where the register names nobody for a recipient: a duty telephone."),
    giveUpMinutes: minutes.optional().describe("How long a notice is tried; 360."),
  })
  .refine(({ smtp: mail, sms: short }) => mail !== undefined || short !== undefined, {
    error: "smtp, sms or both",
  });
/** See {@link NoticeSettings}. */
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** Who is told of an alert, and when; as devices are given it. */
export const RouteSettings = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,16}$/, "1 to 16 of A-Z, a-z, 0-9, ., _ and -"),
  alerts: z
    .array(z.enum(wordsOf(ALERT_CODE.words)))
    .min(1)
    .optional(),
  fromSeverity: z.int().min(0).max(40).optional(),
  rungs: z
    .array(
      z.strictObject({
        recipient: z.enum(wordsOf(RECIPIENT.words)),
        afterMin: z.int().min(0).max(1_440),
      }),
    )
    .min(1)
    .max(8),
  repeatMin: z.int().min(1).max(60),
}) satisfies z.ZodType<unknown>;

const minutesByName = z.record(z.string().min(1).max(32), minutes);

/** Sections of the settings file that make the program a service that forwards. */
export const SERVICE_SECTIONS = {
  id: deviceId.optional().describe("Name under which the gateway writes its own records; gateway."),
  state: path.optional().describe("Folder of what forwarders remember; made if it is not there."),
  zone: z.string().refine(isZone, "an IANA zone").optional().describe("Europe/Oslo by default."),
  language: z.enum(["no", "en"]).optional().describe("Of notices and alarms; no by default."),
  register: z
    .strictObject({ file: path, key: SecretSource })
    .optional()
    .describe("Which device stands with whom, encrypted."),
  organisation: z
    .strictObject({ herId, name: text, endpoint: url, phone: text.optional() })
    .optional()
    .describe("Who sends to the patient record."),
  records: z.array(RecordSettings).min(1).max(32).optional().describe("Patient records."),
  centres: z.array(CentreSettings).min(1).max(32).optional().describe("Response centres."),
  alerts: z
    .strictObject({
      trigger: z.enum(["raised", "ladder"]).optional(),
      fromSeverity: z.int().min(0).max(40).optional(),
      acknowledgeOn: z.enum(["call", "accepted", "never"]).optional(),
    })
    .optional()
    .describe("Which alerts go to response centres, and what counts as taking charge."),
  notices: NoticeSettings.optional().describe("Mail and SMS to people."),
  routes: z.array(RouteSettings).min(1).max(16).optional().describe("For devices without routes."),
  contact: z
    .strictObject({
      afterMinutes: minutes.optional().describe("For products that are not known; 60."),
      products: minutesByName.optional(),
      devices: minutesByName.optional(),
      checkSeconds: z.number().min(0.05).max(3_600).optional().describe("30 by default."),
    })
    .optional()
    .describe("When a device counts as away."),
  plannedDoses: z
    .strictObject({ products: z.array(text).max(64) })
    .optional()
    .describe("Products that know a dose by the print of its pouch alone."),
  health: z
    .strictObject({ host: host.optional(), port: z.int().min(0).max(65_535) })
    .optional()
    .describe("Health and metrics over HTTP; 127.0.0.1 by default."),
  stopSeconds: z.number().min(0.1).max(600).optional().describe("For a stop in good order; 20."),
  printEvents: z.boolean().optional().describe("Events on stdout; a service prints none."),
  formerConsumers: z
    .array(z.string().regex(/^[a-z0-9-]{1,32}$/, "1 to 32 of a-z, 0-9 and -"))
    .max(64)
    .optional()
    .describe("Consumers of receivers that are gone: rows no longer wait for them."),
} as const;

/** Routes as devices have them. */
export function routesOf(
  routes: readonly z.infer<typeof RouteSettings>[] = [],
): readonly EscalationRoute[] {
  return routes.map(({ id, alerts, fromSeverity, rungs, repeatMin }) => ({
    ...{ id, rungs, repeatMin },
    ...(alerts === undefined ? {} : { alerts }),
    ...(fromSeverity === undefined ? {} : { fromSeverity }),
  }));
}

function wordsOf<W extends string>(words: Readonly<Record<W, number>>): [W, ...W[]] {
  return Object.keys(words) as [W, ...W[]];
}

function isPlainHttps(value: string): boolean {
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  return parsed?.protocol === "https:" && parsed.username === "" && parsed.password === "";
}

function isHttp(value: string): boolean {
  return URL.canParse(value) && ["http:", "https:"].includes(new URL(value).protocol);
}

function isZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
