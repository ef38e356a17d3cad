import type { CommandVerb } from "@dosekit/protocols";
import type { TableLanguage } from "../results/run-texts.ts";

/** What home care or an operator asks a device for, as a timeline tells it. */
export const WISH_WORDS: Readonly<Record<TableLanguage, Readonly<Record<CommandVerb, string>>>> = {
  en: {
    "self-test": "to test itself",
    "sync-time": "to set its clock",
    "acknowledge-alert": "to note that somebody took charge of an alert",
    "release-early": "to offer a dose early",
    "release-assisted": "to hand a dose to staff",
    "release-travel": "to hand out doses for a journey",
    pause: "to pause",
    resume: "to end its pause",
    "set-mode": "to go to another step of the service",
    "set-assistance": "to offer doses to staff only, or to the user again",
    reset: "to forget everything about the user",
    "message-to-user": "to show a message to the user",
    "set-volume": "to change its volume",
    "update-firmware": "to start a new program",
  },
  no: {
    "self-test": "om å teste seg selv",
    "sync-time": "om å stille klokka",
    "acknowledge-alert": "om å notere at noen har tatt ansvar for et varsel",
    "release-early": "om å tilby en dose tidlig",
    "release-assisted": "om å gi en dose til ansatte",
    "release-travel": "om å gi ut doser til en reise",
    pause: "om å ta pause",
    resume: "om å avslutte pausen",
    "set-mode": "om å gå til et annet trinn i tjenesten",
    "set-assistance": "om å tilby doser bare til ansatte, eller til brukeren igjen",
    reset: "om å slette alt om brukeren",
    "message-to-user": "om å vise en melding til brukeren",
    "set-volume": "om å endre lydstyrken",
    "update-firmware": "om å starte et nytt program",
  },
};
