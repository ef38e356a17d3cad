import type { EventKind } from "@dosekit/protocols";
import type { HandAction, Place } from "../plant/plant.ts";
import type { TableLanguage } from "../results/run-texts.ts";

/** Words in which a timeline is told. */
export interface StoryTexts {
  readonly gestures: Readonly<Record<HandAction["type"], string>>;
  readonly staffPress: string;
  readonly withKey: string;
  readonly doses: string;
  readonly oneDose: string;
  readonly batteries: string;
  readonly asked: string;
  readonly begins: string;
  readonly ends: string;
  readonly powerOn: string;
  readonly powerOff: string;
  readonly moved: string;
  readonly truly: string;
  readonly places: Readonly<Record<Place, string>>;
  readonly broken: string;
  /** Records that are told; others are left out. */
  readonly records: Readonly<Partial<Record<EventKind, string>>>;
}

const PLACES_EN: StoryTexts["places"] = {
  slot: "where doses are kept",
  mechanism: "inside the mechanism",
  drawer: "where the user takes it",
  user: "the user",
  "reject-store": "the locked store",
  staff: "staff",
};
const PLACES_NO: StoryTexts["places"] = {
  slot: "der dosene ligger",
  mechanism: "inne i mekanismen",
  drawer: "der brukeren tar den",
  user: "brukeren",
  "reject-store": "den låste skuffen",
  staff: "ansatte",
};

/** These words by language. */
export const STORY_TEXTS: Readonly<Record<TableLanguage, StoryTexts>> = {
  en: {
    gestures: {
      press: "the user presses the button",
      take: "the user takes what lies there",
      tilt: "the device is turned over",
      right: "the device is put upright",
      "open-lid": "the lid is opened",
      "close-lid": "the lid is closed",
      refill: "staff fill the device",
    },
    ...{
      staffPress: "staff press the button",
      withKey: "with the key",
      doses: "doses",
      oneDose: "1 dose",
    },
    ...{ batteries: "staff put in fresh batteries", asked: "home care asks the device" },
    ...{ begins: "begins", ends: "is over" },
    ...{ powerOn: "the device starts", powerOff: "the device is off" },
    ...{ moved: "in truth, medicine goes", truly: "in truth", broken: "BROKEN" },
    places: PLACES_EN,
    records: {
      "dose.offered": "the device offers a dose",
      "dose.released": "the device notes a release",
      "dose.closed": "the device closes a dose",
      "dose.corrected": "the device corrects a dose",
      "travel.dispensed": "the device hands a dose out for a journey",
      "alert.raised": "the device raises an alert",
      "alert.cleared": "an alert is over",
      "plan.accepted": "the device accepts its plan",
      "plan.refused": "the device refuses its plan",
      "clock.synced": "the clock is set",
      "clock.stepped": "the clock is found to have jumped",
      "mechanism.jammed": "the mechanism jams",
      "mode.changed": "the service goes to another step",
    },
  },
  no: {
    gestures: {
      press: "brukeren trykker på knappen",
      take: "brukeren tar det som ligger der",
      tilt: "enheten snus opp ned",
      right: "enheten settes rett opp",
      "open-lid": "lokket åpnes",
      "close-lid": "lokket lukkes",
      refill: "ansatte fyller enheten",
    },
    ...{
      staffPress: "ansatte trykker på knappen",
      withKey: "med nøkkel",
      doses: "doser",
      oneDose: "1 dose",
    },
    ...{ batteries: "ansatte setter i nye batterier", asked: "hjemmetjenesten ber enheten" },
    ...{ begins: "begynner", ends: "er over" },
    ...{ powerOn: "enheten starter", powerOff: "enheten er av" },
    ...{ moved: "i virkeligheten går medisin", truly: "i virkeligheten", broken: "BRUTT" },
    places: PLACES_NO,
    records: {
      "dose.offered": "enheten tilbyr en dose",
      "dose.released": "enheten noterer en utlevering",
      "dose.closed": "enheten avslutter en dose",
      "dose.corrected": "enheten retter en dose",
      "travel.dispensed": "enheten gir ut en dose til en reise",
      "alert.raised": "enheten varsler",
      "alert.cleared": "et varsel er over",
      "plan.accepted": "enheten godtar planen",
      "plan.refused": "enheten avviser planen",
      "clock.synced": "klokka stilles",
      "clock.stepped": "klokka viser seg å ha hoppet",
      "mechanism.jammed": "mekanismen setter seg fast",
      "mode.changed": "tjenesten går til et annet trinn",
    },
  },
};
