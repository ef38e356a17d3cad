import type { JudgeName } from "../judges/judge-names.ts";
import { lowStockDosesOf } from "../judges/supply-judges.ts";
import { alertNamed, type StepsOf, upper } from "./step-words.ts";

const MISSED = alertNamed("1.1");
const FAULT = alertNamed("1.5");
const STUCK = alertNamed("1.8");
const WAITING = alertNamed("1.10");
const LOW = alertNamed("1.12");
const EMPTY = alertNamed("1.13");
const LOW_BATTERY = alertNamed("1.17");
const NO_MAINS = alertNamed("1.19");
const MISPLACED = alertNamed("1.23");

/** Steps of checks that are about a part of the device: its power, its tray, its stock. */
export const PART_STEPS = {
  "mains-off-four-hours": () => [
    [
      "Ta strømmen fra enheten i fire timer, slik at tidspunktet for en dose er midt i. Ta dosen som vanlig.",
      `${upper(NO_MAINS.nb)} kommer, og dosen går ikke tapt.`,
      "Take mains from the device for four hours, with a dose due in the middle. Take the dose as usual.",
      `${upper(NO_MAINS.en)} comes, and the dose is not lost.`,
    ],
    [
      "Gi enheten strøm igjen, og vent på den neste dosen.",
      "Varselet avsluttes, og dosen tilbys til sin tid.",
      "Give mains back to the device, and wait for the next dose.",
      "The alert ends, and the dose is offered in its time.",
    ],
  ],
  "low-battery-told": ({ batteryLowPermille }) => {
    const percent = batteryLowPermille.value / 10;
    return [
      [
        `La enheten gå på batteri, og følg med på nivået til det er ${percent} prosent igjen.`,
        `${upper(LOW_BATTERY.nb)} kommer da, og ikke før.`,
        `Let the device run on its battery, and watch the level until ${percent} per cent are left.`,
        `${upper(LOW_BATTERY.en)} comes then, and not before.`,
      ],
    ];
  },
  "moved-without-power": () => [
    [
      "Ta ut en dose på forhånd. Slå av enheten, flytt den til et sted med en annen basestasjon, og slå den på igjen etter tidspunktet for dosen.",
      `Enheten fortsetter uten hjelp, og ${MISSED.nb} kommer ikke for dosen som var tatt ut.`,
      "Take a dose out ahead. Switch the device off, move it to where another base station serves it, and switch it on after the dose was due.",
      `The device goes on without help, and ${MISSED.en} does not come for the dose that was taken out.`,
    ],
    [
      "Vent på den neste dosen.",
      "Den kommer til sin tid.",
      "Wait for the next dose.",
      "It comes in its time.",
    ],
    [
      "Slå av enheten i en time mens en dose ligger klar, og slå den på igjen før tidsvinduet er over.",
      "Den samme dosen kommer ut, én gang.",
      "Switch the device off for an hour while a dose is offered, and on again before its window is over.",
      "The same dose comes out, once.",
    ],
  ],
  "low-supply-earlier": () => [
    [
      "Legg full rull i denne enheten og i den store fra samme leverandør, med like mange doser om dagen. Ta dosene, og skriv ned hvor mange døgn det går før hver av dem varsler at det snart er tomt.",
      `${upper(LOW.nb)} kommer flere døgn tidligere fra denne enheten, og minst ett døgn før rullen er tom.`,
      "Load a full roll into this device and into the large one of the same vendor, with as many doses a day. Take the doses, and note after how many days each tells that it is running low.",
      `${upper(LOW.en)} comes days earlier from this device, and a day at least before its roll is empty.`,
    ],
  ],
  "low-and-empty-told": (profile) => {
    const left = lowStockDosesOf(profile);
    return [
      [
        `Ta dosene til det er ${left} igjen.`,
        `${upper(LOW.nb)} kommer da, og ikke før.`,
        `Take the doses until ${left} are left.`,
        `${upper(LOW.en)} comes then, and not before.`,
      ],
      [
        "Ta resten av dosene.",
        `${upper(EMPTY.nb)} kommer når enheten er tom.`,
        "Take the rest of the doses.",
        `${upper(EMPTY.en)} comes when the device is empty.`,
      ],
      [
        "Prøv å ta ut en dose av den tomme enheten.",
        "Ingen dose meldes som tatt.",
        "Try to take a dose out of the empty device.",
        "No dose is told as taken.",
      ],
    ];
  },
  "tray-steps-and-tilt-takes": () => [
    [
      "Vent til en dose skal tas.",
      "Brettet går ett trinn, og luken åpnes.",
      "Wait until a dose is due.",
      "The tray goes on by one step, and the shutter is freed.",
    ],
    [
      "Vend enheten til 90 grader og tilbake.",
      "Dosen gjelder ikke som tatt.",
      "Turn the device to 90 degrees and back.",
      "The dose does not count as taken.",
    ],
    [
      "Vend enheten til 135 grader eller mer og tilbake.",
      "Dosen faller ut og gjelder som tatt.",
      "Turn the device to 135 degrees or more and back.",
      "The dose falls out and counts as taken.",
    ],
  ],
  "told-at-half-and-end": () => [
    [
      "La en dose ligge til halve fristen er gått.",
      `${upper(WAITING.nb)} kommer ved halv frist.`,
      "Leave a dose until half of its limit has passed.",
      `${upper(WAITING.en)} comes at half of the limit.`,
    ],
    [
      "La den samme dosen ligge til hele fristen er gått, og prøv å ta den ut.",
      `${upper(MISSED.nb)} kommer ved hel frist. Luken er låst, og pillene blir i rommet.`,
      "Leave the same dose until the whole limit has passed, and try to take it out.",
      `${upper(MISSED.en)} comes at the end of the limit. The shutter is locked, and the pills stay in their slot.`,
    ],
  ],
  "misplaced-never-wrong": () => [
    [
      "Legg enheten opp ned før en dose skal tas, og la den ligge slik til tidspunktene for to doser er gått.",
      `Brettet går ikke, ingenting faller ut, og ${MISPLACED.nb} kommer.`,
      "Lay the device upside-down before a dose is due, and leave it so until the times of two doses have passed.",
      `The tray does not move, nothing falls out, and ${MISPLACED.en} comes.`,
    ],
    [
      "Sett enheten riktig vei, og vent på den neste dosen.",
      "Riktig dose kommer. Et feil rom vises ikke uten varsel.",
      "Put the device upright, and wait for the next dose.",
      "The right dose comes. No wrong slot is presented unflagged.",
    ],
    [
      "Gjør det samme med enheten på siden.",
      "Det samme: ingenting faller ut, varselet kommer, og etterpå kommer riktig dose.",
      "Do the same with the device on its side.",
      "The same: nothing falls out, the alert comes, and the right dose follows.",
    ],
  ],
  "jam-alarmed": () => [
    [
      "Hold brettet eller karusellen fast når den skal gå til den neste dosen.",
      `Enheten gir lyd uten stans, og ${FAULT.nb} eller ${STUCK.nb} kommer.`,
      "Hold the tray or carousel when it is to go on to the next dose.",
      `The device sounds without a stop, and ${FAULT.en} or ${STUCK.en} comes.`,
    ],
  ],
  "tremor-gets-no-next-dose": () => [
    [
      "Vend enheten fram og tilbake to ganger innen ti sekunder, like før en dose skal tas.",
      "Ingen dose kommer ut.",
      "Turn the device over and back twice within ten seconds, just before a dose is due.",
      "No dose comes out.",
    ],
    [
      "Gjør det samme når dosen er klar.",
      "Bare den ene dosen kommer ut.",
      "Do the same when the dose is offered.",
      "The one dose comes out and no other.",
    ],
  ],
  "own-notices-bounded": () => [
    [
      "Legg inn tre telefoner og én e-post til prøven, og prøv å legge inn en fjerde telefon.",
      "De tre telefonene og e-posten godtas. Den fjerde telefonen avvises.",
      "Enter three phones and one mail address for the trial, and try to enter a fourth phone.",
      "The three phones and the address are taken. The fourth phone is refused.",
    ],
    [
      "La en dose ligge til hele fristen er gått.",
      `De tre telefonene og e-posten får melding om ${MISSED.nb}, og ingen andre.`,
      "Leave a dose until its whole limit has passed.",
      `The three phones and the address are told of ${MISSED.en}, and nobody else.`,
    ],
  ],
  "kept-without-coverage": () => [
    [
      "Ta bort dekningen, for eksempel SIM-kortet, og la en dose ligge til hele fristen er gått.",
      "Enheten fortsetter som vanlig.",
      "Take the coverage away, such as the SIM card, and leave a dose until its whole limit has passed.",
      "The device goes on as usual.",
    ],
    [
      "Gi enheten dekning igjen, og se på hendelsene hos mottakeren.",
      `Ingenting mangler, og ${MISSED.nb} har tiden da det gikk.`,
      "Give the coverage back, and look at the events at their receiver.",
      `Nothing is missing, and ${MISSED.en} has the time at which it went.`,
    ],
  ],
} satisfies Readonly<Partial<Record<JudgeName, StepsOf>>>;
