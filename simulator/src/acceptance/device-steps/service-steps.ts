import type { ProductProfile } from "@dosekit/firmware-model";
import { ALERTS, type AlertCode } from "@dosekit/protocols";
import type { BothTexts } from "../criterion.ts";
import type { OwnAlert } from "../judges/bench/alert-ways.ts";
import type { JudgeName } from "../judges/judge-names.ts";
import { alertNamed, type StepsOf, type StepWords, upper } from "./step-words.ts";

const NO_CONTACT = alertNamed("1.20");

/** Steps of checks that are about the device and the service around it. */
export const SERVICE_STEPS = {
  "portal-change-takes-effect": () => [
    [
      "Endre ukeplanen i portalen, for eksempel tidspunktet for den neste dosen. Ta tiden.",
      "Enheten følger den nye planen innen 15 minutter, og endringen er loggført.",
      "Change the week plan in the portal, such as the time of the next dose. Take the time.",
      "The device follows the new plan within 15 minutes, and the change is in the log.",
    ],
    [
      "Start enheten på nytt, og vent på dosen.",
      "Dosen kommer etter den nye planen.",
      "Restart the device, and wait for the dose.",
      "The dose comes by the new plan.",
    ],
    [
      "Endre lydstyrken i portalen, start enheten på nytt, og vent på en dose.",
      "Den nye lydstyrken gjelder, og endringen er loggført.",
      "Change the volume in the portal, restart the device, and wait for a dose.",
      "The new volume holds, and the change is in the log.",
    ],
  ],
  "portal-reaches-device": () => [
    [
      "Gjør en endring i portalen, og se på enheten. Ta tiden.",
      "Endringen når fram til enheten og er utført innen 15 minutter.",
      "Make a change in the portal, and look at the device. Take the time.",
      "The change reaches the device and is done within 15 minutes.",
    ],
  ],
  "day-without-network": () => [
    [
      "Ta bort nettet i et døgn, for eksempel SIM-kortet. Ta dosene som vanlig, og la én ligge.",
      "Hver dose tilbys til sin tid.",
      "Take the network away for a day, such as the SIM card. Take the doses as usual, and leave one.",
      "Every dose is offered in its time.",
    ],
    [
      "Gi enheten nett igjen, og se på hendelsene hos mottakeren.",
      "Alle kommer én gang, i rekkefølge, med tiden da de skjedde.",
      "Give the network back, and look at the events at their receiver.",
      "All arrive once, in order, with the time at which they happened.",
    ],
  ],
  "lost-contact-told": () => [
    [
      "Ta bort nettet fra enheten lenger enn grensen for manglende kontakt.",
      `${upper(NO_CONTACT.nb)} kommer mens enheten er borte.`,
      "Take the network from the device for longer than the limit of lost contact.",
      `${upper(NO_CONTACT.en)} comes while the device is away.`,
    ],
    [
      "Gi enheten nett igjen.",
      "Varselet avsluttes.",
      "Give the network back to the device.",
      "The alert ends.",
    ],
  ],
  "alerts-complete": () => [
    [
      "Se gjennom varslene som er kommet under prøvene av denne enheten, ett av hver kode.",
      "Hvert har type, alvorlighet, tidspunkt og hvilken enhet det gjelder. De som gjelder en dose, har også tidspunktet for dosen.",
      "Look through the alerts that came while this device was tried, one of each code.",
      "Each has its type, severity, time, and the device that it is about. Those about a dose have its due time too.",
    ],
    [
      "Kvitter et varsel.",
      "Loggen viser hvem som kvitterte, og når.",
      "Acknowledge an alert.",
      "The log shows who acknowledged it, and when.",
    ],
  ],
  "codes-raised": (profile) => codesOf(profile).map(codeStep),
  "end-and-reset": () => [
    [
      "Avslutt tjenesten på enheten, og prøv å nullstille den før loggen er hentet ut.",
      "Nullstillingen avvises.",
      "End the service on the device, and try to reset it before its log was taken out.",
      "The reset is refused.",
    ],
    [
      "Hent ut loggen, nullstill enheten, og start den igjen.",
      "Plan, person og hendelser er borte.",
      "Take out the log, reset the device, and start it again.",
      "Plan, person and events are gone.",
    ],
  ],
  "record-way": () => [
    [
      "La enheten sende et varsel, og finn meldingen i journalen.",
      "Meldingen er gyldig og har riktig person, enhet, tid og alvorlighet.",
      "Have the device raise an alert, and find its message in the record.",
      "The message is valid and has the right person, device, time and severity.",
    ],
    [
      "Kvitter varselet, og se i journalen.",
      "Kvitteringen er blitt et notat.",
      "Acknowledge the alert, and look into the record.",
      "The acknowledgement has become a note.",
    ],
    [
      "Let etter fødselsnummeret til testbrukeren i hendelsene fra enheten, hos responssenteret, i SMS og i rapportene.",
      "Det står bare i journalen.",
      "Look for the identity number of the test user in the events of the device, at the response centre, in SMS and in reports.",
      "It stands in the record only.",
    ],
  ],
  "receiver-way": () => [
    [
      "La enheten sende hver nasjonale kode den kan gi, og se hos responssenteret.",
      "Hver kommer fram én gang, med riktig enhet, tid og alvorlighet.",
      "Have the device raise each national code that it can, and look at the response centre.",
      "Each arrives once, with the right device, time and severity.",
    ],
    [
      "Se etter de samme kodene i journalen.",
      "Hver kommer fram én gang, med riktig person, enhet, tid og alvorlighet.",
      "Look for the same codes in the record.",
      "Each arrives once, with the right person, device, time and severity.",
    ],
    [
      "Ta bort forbindelsen fra mottakstjenesten til responssenteret og journalen i en time, la et varsel gå, og koble til igjen.",
      "Varselet kommer fram én gang hvert sted, med tiden da det gikk.",
      "Take the way from the gateway to response centre and record away for an hour, have an alert go, and connect again.",
      "The alert arrives once at each, with the time at which it went.",
    ],
  ],
} satisfies Readonly<Partial<Record<JudgeName, StepsOf>>>;

/** Codes that a device raises by itself and that its product does not say it never does. */
function codesOf({ unreachableAlerts }: ProductProfile): readonly OwnAlert[] {
  const codes = Object.keys(ALERTS) as AlertCode[];
  return codes.filter(
    (code): code is OwnAlert => code !== "1.20" && unreachableAlerts[code] === undefined,
  );
}

function codeStep(code: OwnAlert): StepWords {
  const { nb, en } = WAYS[code];
  const alert = alertNamed(code);
  return [nb, `${upper(alert.nb)} kommer, én gang.`, en, `${upper(alert.en)} comes, once.`];
}

/** How a person brings each alert about. */
const WAYS: Readonly<Record<OwnAlert, BothTexts>> = {
  "1.1": { nb: "La en dose ligge.", en: "Leave a dose." },
  "1.2": {
    nb: "La enheten være tom når en dose skal tas.",
    en: "Have the device empty when a dose is due.",
  },
  "1.3": {
    nb: "Ta strømmen idet en dose er på vei ut, ta dosen, og gi strømmen tilbake.",
    en: "Cut the power as a dose is on its way out, take the dose, and give the power back.",
  },
  "1.4": {
    nb: "Send en melding til enheten, og la være å kvittere for den.",
    en: "Send a message to the device, and do not acknowledge it.",
  },
  "1.5": {
    nb: "La leverandøren framkalle en teknisk feil som stanser utleveringen.",
    en: "Have the vendor bring about a fault that stops dispensing.",
  },
  "1.6": {
    nb: "Legg i en pose med trykk som ikke kan leses, slik at den står for tur.",
    en: "Load a pouch whose print can't be read, so that it is the next one.",
  },
  "1.7": {
    nb: "Legg i en rull som er feil: av en annen testbruker, eller med en tom pose først.",
    en: "Load a roll that is wrong: of another test user, or with an empty pouch at its front.",
  },
  "1.8": {
    nb: "Hold rullen, brettet eller karusellen fast når en dose skal gis ut.",
    en: "Hold the roll, tray or carousel when a dose is to be let go.",
  },
  "1.9": {
    nb: "La doser ligge til skuffen er full.",
    en: "Leave doses until the store is full.",
  },
  "1.10": {
    nb: "La en dose ligge klar til halve fristen er gått.",
    en: "Leave a dose until half of its limit has passed.",
  },
  "1.11": {
    nb: "Be om flere doser til en reise enn det er igjen i enheten.",
    en: "Ask for more doses for a journey than are left in the device.",
  },
  "1.12": {
    nb: "Ta doser til det er lite igjen.",
    en: "Take doses until few are left.",
  },
  "1.13": { nb: "Ta doser til enheten er tom.", en: "Take doses until the device is empty." },
  "1.14": {
    nb: "Start enheten uten noen plan.",
    en: "Start the device without any plan.",
  },
  "1.15": {
    nb: "Endre medisinplanen hos apoteket.",
    en: "Change the plan at the pharmacy.",
  },
  "1.16": {
    nb: "Åpne enheten, og flytt rullen eller brettet for hånd.",
    en: "Open the device, and move its roll or tray by hand.",
  },
  "1.17": {
    nb: "La batteriet gå ned til grensen for lavt batteri.",
    en: "Let the battery run down to the level of a low battery.",
  },
  "1.18": {
    nb: "La batteriet gå tomt.",
    en: "Let the battery run empty.",
  },
  "1.19": { nb: "Ta strømmen fra enheten.", en: "Take mains from the device." },
  "1.21": {
    nb: "Åpne enheten med nøkkel eller kode, og la den stå åpen.",
    en: "Open the device with its key or code, and leave it open.",
  },
  "1.22": {
    nb: "Åpne enheten uten nøkkel eller kode.",
    en: "Open the device without its key or code.",
  },
  "1.23": {
    nb: "Legg enheten opp ned eller på siden.",
    en: "Lay the device upside-down or on its side.",
  },
};
