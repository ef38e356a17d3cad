import type { JudgeName } from "../judges/judge-names.ts";
import { alertMinutesOf } from "../judges/limit-judges.ts";
import { inMinutes } from "../minute-words.ts";
import { alertNamed, type StepsOf, type StepWords, upper } from "./step-words.ts";

const MISSED = alertNamed("1.1");
const NOT_READ = alertNamed("1.6");
const ROLL = alertNamed("1.7");
const FULL = alertNamed("1.9");
const TOO_FEW = alertNamed("1.11");

/** Steps of checks that are about one dose: when it comes, how it is told, what becomes of it. */
export const DOSE_STEPS = {
  "offered-inside-window": () => [
    [
      "Legg inn en plan med en dose om en time. Prøv alt en bruker kan gjøre for å få ut medisin før tidsvinduet for dosen åpner.",
      "Ingenting kommer ut før tidsvinduet åpner.",
      "Enter a plan with a dose in an hour. Before its window opens try everything that a user can do to get medicine out.",
      "Nothing comes out before the window opens.",
    ],
    [
      "Ta ut dosen når den tilbys, og prøv så alt på nytt flere ganger.",
      "Bare den ene dosen kommer ut.",
      "Take the dose out when it is offered, then try everything again several times.",
      "The one dose comes out and no other.",
    ],
    [
      "La den neste dosen ligge til tidsvinduet er over, og prøv alt på nytt.",
      "Ingenting kommer ut etter at tidsvinduet er over.",
      "Leave the next dose until its window is over, and try everything again.",
      "Nothing comes out after the window is over.",
    ],
  ],
  "light-then-rising-sound": () => [
    [
      "Vent ved enheten når en dose skal tas, og la være å trykke på knappen.",
      "Først kommer bare lys, deretter lyd som stiger.",
      "Wait beside the device when a dose is due, and do not press the button.",
      "At first there is light alone, then sound that rises.",
    ],
    [
      "Trykk på knappen.",
      "Lyden stanser med en gang.",
      "Press the button.",
      "The sound stops at once.",
    ],
  ],
  "untaken-locked-away": () => [
    [
      "La en dose ligge til tidsvinduet er over. Ta tiden derfra.",
      `Posen er låst inne innen 60 sekunder, ${MISSED.nb} kommer én gang, og telleren for skuffen øker med én.`,
      "Leave a dose until its window is over. Take the time from there.",
      `Within 60 seconds the pouch is locked away, ${MISSED.en} comes once, and the count of the store rises by one.`,
    ],
    [
      "La doser ligge til skuffen er full, og vent på den neste dosen.",
      `${upper(FULL.nb)} kommer, og ingen dose gis ut.`,
      "Leave doses until the store is full, and wait for the next dose.",
      `${upper(FULL.en)} comes, and no dose is let go.`,
    ],
    [
      "Tøm skuffen, og vent på den neste dosen.",
      "Varselet avsluttes, og riktig dose gis ut.",
      "Empty the store, and wait for the next dose.",
      "The alert ends, and the right dose is let go.",
    ],
  ],
  "wrong-pouch-kept": () => [
    wrongPouch("en pose med trykk som ikke kan leses", "a pouch whose print can't be read"),
    wrongPouch("en revnet pose", "a torn pouch"),
    wrongPouch("en pose til en annen testbruker", "a pouch of another test user"),
    wrongPouch("en pose for en senere dato", "a pouch for a later date"),
  ],
  "travel-doses-together": () => [
    [
      "Be om fire doser til en reise, og ta dem ut.",
      "Alle fire kommer ut samlet. Det meldes én hendelse med antall, første og siste dose.",
      "Ask for four doses for a journey, and take them out.",
      "All four come out together. One event tells their number, the first and the last dose.",
    ],
    [
      "Vent til tidspunktene for dosene som er tatt med på reisen.",
      "Enheten er stille, og ingenting kommer ut til de tidspunktene.",
      "Wait for the times of the doses that were taken along.",
      "The device is silent, and nothing comes out at those times.",
    ],
    [
      "Be om flere doser til en reise enn det er igjen i enheten.",
      `Ingenting kommer ut, og ${TOO_FEW.nb} kommer.`,
      "Ask for more doses for a journey than are left in the device.",
      `Nothing comes out, and ${TOO_FEW.en} comes.`,
    ],
  ],
  "assisted-silent-and-locked": () => [
    [
      "Slå på assistert modus, og vent til en dose skal tas. Prøv som bruker å få ut dosen.",
      "Enheten er stille, og ingenting kommer ut.",
      "Switch to assisted mode, and wait until a dose is due. Try as the user to get it out.",
      "The device is silent, and nothing comes out.",
    ],
    [
      "Gi ut dosen som ansatt.",
      "Dosen kommer ut, og meldes som utlevering 1.2, assistert.",
      "Let the dose go as staff.",
      "The dose comes out, and is told as dispense event 1.2, assisted.",
    ],
    [
      "La være å gi ut den neste dosen.",
      `${upper(MISSED.nb)} kommer til de ansatte, én gang.`,
      "Do not let the next dose go.",
      `${upper(MISSED.en)} comes to staff, once.`,
    ],
  ],
  "alert-after-minutes": (profile, figures) =>
    (alertMinutesOf(profile, figures) ?? []).map((minutes) => [
      `Still inn varselet på ${inMinutes(minutes).nb}. La en dose ligge, og ta tiden fra tidspunktet for dosen.`,
      `${upper(MISSED.nb)} går etter ${inMinutes(minutes).nb}, høyst ett minutt før eller etter, og oppgir den tiden.`,
      `Set the alert to ${inMinutes(minutes).en}. Leave a dose, and take the time from when it was due.`,
      `${upper(MISSED.en)} goes after ${inMinutes(minutes).en}, give or take one minute, and gives that time.`,
    ]),
  "one-pouch-around-limit": () => [
    [
      "Trykk OK flere ganger etter at en dose tilbys, før grensen for varselet.",
      "Én pose kommer ut, skåret opp, og det kommer ikke noe varsel.",
      "Press OK several times after a dose is offered, before the limit of the alert.",
      "One pouch comes out, cut open, and there is no alert.",
    ],
    [
      "La den neste dosen ligge til varselet er gått, og trykk OK flere ganger.",
      "Det som er innstilt, gjelder: én pose kommer ut, eller ingen. Aldri to. Er dosen tatt, avsluttes varselet.",
      "Leave the next dose until the alert has gone, and press OK several times.",
      "What is configured holds: one pouch comes out, or none. Never two. Once the dose is taken the alert ends.",
    ],
    [
      "La en dose ligge til tidsvinduet er over, og trykk OK flere ganger.",
      "Ingenting kommer ut før den neste dosen.",
      "Leave a dose until its window is over, and press OK several times.",
      "Nothing comes out before the next dose.",
    ],
  ],
  "leader-found": () => [
    [
      "Legg i en rull uten å fjerne den tomme posen først på den. Vent på den første dosen.",
      `Enheten sender ${ROLL.nb}, og ingenting kommer ut til feil tid.`,
      "Load a roll without removing the empty pouch at its front. Wait for the first dose.",
      `The device raises ${ROLL.en}, and nothing comes out at a wrong time.`,
    ],
    [
      "Fjern den tomme posen, legg i rullen på nytt, og vent på dosen.",
      "Riktig dose kommer ut.",
      "Remove the empty pouch, load the roll again, and wait for the dose.",
      "The right dose comes out.",
    ],
  ],
  "early-and-pause": () => [
    [
      "Ta ut den neste dosen tidlig, som ansatt.",
      "Riktig dose kommer ut, og loggen viser hvem som tok den ut.",
      "Take the next dose out early, as staff.",
      "The right dose comes out, and the log shows who took it out.",
    ],
    [
      "Vent til tidspunktet for dosen som er tatt ut, og så til den neste.",
      "Den tidlige dosen kommer ikke på nytt. Den neste kommer til sin tid.",
      "Wait for the time of the dose that was taken out, then for the next one.",
      "The early dose does not come again. The next one comes in its time.",
    ],
    [
      "Sett enheten på pause over tidspunktet for en dose.",
      "Enheten er stille, ingenting kommer ut, og de ansatte ser pausen.",
      "Pause the device over the time of a dose.",
      "The device is silent, nothing comes out, and staff see the pause.",
    ],
    [
      "Avslutt pausen, og vent på den neste dosen.",
      "Riktig dose kommer ut.",
      "End the pause, and wait for the next dose.",
      "The right dose comes out.",
    ],
  ],
  "calendar-loses-no-dose": () => [
    overTime("overgangen til sommertid", "the change to summer time"),
    overTime("overgangen til vintertid", "the change to winter time"),
    overTime("en skuddag", "a leap day"),
    overTime("et årsskifte", "a year's end"),
    [
      "Still klokken i enheten fem minutter fram, og et døgn senere fem minutter tilbake. Ta dosene som vanlig.",
      "Hver dose kommer ut én gang.",
      "Set the clock of the device five minutes ahead, and a day later five minutes back. Take the doses as usual.",
      "Every dose comes out once.",
    ],
    [
      "Start enheten på nytt mens en dose ligger klar, og på nytt etter at den er tatt.",
      "Dosen kommer ut én gang.",
      "Restart the device while a dose is offered, and again after it was taken.",
      "The dose comes out once.",
    ],
  ],
} satisfies Readonly<Partial<Record<JudgeName, StepsOf>>>;

function wrongPouch(nb: string, en: string): StepWords {
  return [
    `Legg i ${nb}, slik at den står for tur. Vent på dosen.`,
    `Posen gis ikke ut, og ${NOT_READ.nb} eller ${ROLL.nb} kommer.`,
    `Load ${en}, so that it is the next one. Wait for the dose.`,
    `The pouch is not let go, and ${NOT_READ.en} or ${ROLL.en} comes.`,
  ];
}

function overTime(nb: string, en: string): StepWords {
  return [
    `La enheten gå over ${nb}, eller be leverandøren stille den like før. Ta dosene som vanlig.`,
    "Hver dose kommer ut én gang, til riktig klokkeslett.",
    `Let the device run through ${en}, or have the vendor set it to just before. Take the doses as usual.`,
    "Every dose comes out once, at the right local time.",
  ];
}
