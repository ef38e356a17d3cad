/** Why two things in a fault file can't both hold, in bokmål; `*` stands for what differs. */
export const FAULT_REASONS: Readonly<Record<string, string>> = {
  "devices that are named are struck for certain, a share by chance":
    "enheter som er nevnt, rammes sikkert, en andel rammes tilfeldig",
  "no device is in both": "ingen enhet er i begge",
  "no device of the fleet is there": "ingen enhet i tjenesten er der",
  "the * of * can't be in two states at once":
    "samme del (*) av * kan ikke ha to tilstander på en gang",
  "a fault comes once, or by a rate": "en feil kommer én gang, eller så og så ofte",
  "a fault that comes once begins at its time":
    "en feil som kommer én gang, begynner til sitt tidspunkt",
  "a rate has a window of whole times with their days":
    "det som kommer så og så ofte, har fra og til med dato og klokkeslett",
  "a length is told once": "varigheten er sagt to ganger",
  "the window ends before it begins": "tidsrommet slutter før det begynner",
  "the median is above the maximum": "det midterste er over det største",
  "the day is told twice": "dagen er sagt to ganger",
  "two rolls are swapped at one time": "to ruller byttes om på ett tidspunkt",
  "whom it strikes is told twice": "hvem den rammer, er sagt to ganger",
  "the faults are told twice": "feilene er sagt to ganger",
};

/** What may stand in a fault file; the first that fits is taken. */
export const FAULT_ALLOWED: Readonly<Record<string, string>> = {
  "a local time, such as 08:30, or a day with it, such as 2026-11-24T08:30":
    "et klokkeslett, som 08:30, eller med dato, som 2026-11-24T08:30",
  "true or false": "true eller false",
  "a list of device ids": "en liste med enheter",
  "a list of two device ids": "en liste med to enheter",
  "a list of groups of the fleet": "en liste med grupper av enheter",
  "a list of areas of the world": "en liste med områder",
  "a list of base stations of the world": "en liste med basestasjoner",
  "a list of at most # faults": "en liste med høyst * feil",
  "a number above 0, at most 1": "et tall over 0, høyst 1",
  "a mapping of chances from 0 to 1: *": "sannsynligheter fra 0 til 1: *",
  "a mapping with `kind` and `at`": "felt som `kind` og `at`",
  "* or *, or a mapping with `preset`, `planned` and `rolls`, or with `file`":
    "* eller *, eller felt som `preset`, `planned` og `rolls`, eller `file`",
  "path of a fault file": "stien til en feilfil",
  "`preset`, `planned` and `rolls`: a fault file names no other":
    "`preset`, `planned` og `rolls`: en feilfil nevner ingen annen",
  "*, or the path of a fault file, such as faults.yaml":
    "*, eller stien til en feilfil, som feil.yaml",
  "`file` alone, and `*` in that file": "`file` alene, og `*` i den filen",
  "nothing beside `perDay`: rates are drawn one by one":
    "ingenting ved siden av `perDay`: det trekkes for hver enkelt",
  "nothing: `*` is over at once": "ingenting: `*` er over med en gang",
  "only beside `perDay`": "bare ved siden av `perDay`",
  "one of #, such as *": "en av *, som *",
  "a product on mains power": "et produkt på nettstrøm",
  "devices with a product on mains power": "enheter på nettstrøm",
  "devices with *": "enheter med *",
  "a device of the fleet with *": "en enhet i tjenesten med *",
  "two devices": "to enheter",
  "a scope that names a device": "et utvalg med minst én enhet",
  "windows that do not overlap, or devices that are not in both":
    "tidsrom som ikke overlapper, eller enheter som ikke er i begge",
  "a time that the zone table covers": "et tidspunkt som er i tidstabellen",
  "a time on a day from * to *": "et tidspunkt på en dag fra * til *",
  "`day`, or a day in the time itself": "`day`, eller datoen i selve tidspunktet",
  "`maxMinutes` not below `minutes`": "`maxMinutes` ikke mindre enn `minutes`",
  "`until` behind `*`": "`until` etter `*`",
  "# to #": "* til *",
};
