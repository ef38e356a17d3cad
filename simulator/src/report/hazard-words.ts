import type { CarouselHazard } from "../plant/carousel-plant.ts";
import type { RollHazard } from "../plant/roll-plant.ts";
import type { TrayHazard } from "../plant/tray-plant.ts";
import type { TableLanguage } from "../results/run-texts.ts";

/** Everything that can come apart between a device's belief and the truth. */
export type AnyHazard = CarouselHazard | RollHazard | TrayHazard | "false-taken";

/** Hazards in words. */
export const HAZARD_WORDS: Readonly<Record<TableLanguage, Readonly<Record<AnyHazard, string>>>> = {
  en: {
    "empty-compartment": "turned over an empty compartment",
    "empty-release": "released, and nothing came",
    "false-taken": "believed to be taken, and was not",
    "left-unnoticed": "medicine left, and the sensor did not tell",
    "open-after-close": "open, though it was locked",
    "open-after-failure": "open after a failed movement",
    "opened-while-turned": "opened while upside down",
    "pulled-out": "pouch pulled out half way",
    "taken-unnoticed": "taken, and the sensor did not tell",
    "taken-while-off": "medicine left without power",
    "two-doses": "two doses together",
    "two-pouches": "two pouches together",
    "wrong-compartment": "another compartment than asked for",
    "wrong-dose": "the dose of another time",
    "wrong-patient": "a pouch of somebody else",
    "wrong-pouch": "another pouch than asked for",
  },
  no: {
    "empty-compartment": "snudd over et tomt rom",
    "empty-release": "utlevert, og ingenting kom",
    "false-taken": "trodd tatt ut, og var det ikke",
    "left-unnoticed": "medisin forsvant uten at sensoren meldte det",
    "open-after-close": "åpen, enda den ble låst",
    "open-after-failure": "åpen etter en mislykket bevegelse",
    "opened-while-turned": "åpnet mens den sto opp ned",
    "pulled-out": "pose trukket ut på halvveien",
    "taken-unnoticed": "tatt ut uten at sensoren meldte det",
    "taken-while-off": "medisin forsvant uten strøm",
    "two-doses": "to doser sammen",
    "two-pouches": "to poser sammen",
    "wrong-compartment": "et annet rom enn det som ble bedt om",
    "wrong-dose": "dosen til et annet tidspunkt",
    "wrong-patient": "en annens pose",
    "wrong-pouch": "en annen pose enn den som ble bedt om",
  },
};
