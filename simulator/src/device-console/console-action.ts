/** What somebody at a console can do to the device, and what it means. */
export const CONSOLE_ACTIONS = {
  press: "press the button",
  take: "take what lies in the drawer",
  tilt: "turn the device over",
  right: "put it upright",
  "open-lid": "open the lid with the key",
  "force-lid": "open the lid without the key",
  "close-lid": "close the lid",
  refill: "fill it: open with the key, load, close",
  "pull-power": "take all power away, mains and batteries",
  "give-power": "give the power back",
  "cut-link": "cut the link to the host",
  "heal-link": "mend the link",
  "call-host": "have it come into contact with its host, if it sleeps",
  "next-due": "jump to the time at which the next dose is due",
  quit: "end in good order",
} as const;
/** One of {@link CONSOLE_ACTIONS}. */
export type ConsoleAction = keyof typeof CONSOLE_ACTIONS;

/** What a key looks at to know which of two actions it means now. */
export interface HandsView {
  readonly isTilted: boolean;
  readonly isLidOpen: boolean;
  readonly isPowered: boolean;
  readonly isLinkCut: boolean;
}

/** Keys of the console, in the order in which they are shown. */
export const CONSOLE_KEYS: readonly { readonly key: string; readonly label: string }[] = [
  { key: "b", label: "press" },
  { key: "k", label: "take" },
  { key: "t", label: "turn" },
  { key: "l", label: "lid" },
  { key: "L", label: "force" },
  { key: "m", label: "power" },
  { key: "n", label: "link" },
  { key: "r", label: "fill" },
  { key: "c", label: "call" },
  { key: "+", label: "next" },
  { key: "q", label: "quit" },
];

/** Says what a key means in a situation; `undefined` for a key without a meaning. */
export function actionOfKey(key: string, view: HandsView): ConsoleAction | undefined {
  switch (key) {
    case "b":
      return "press";
    case "k":
      return "take";
    case "t":
      return view.isTilted ? "right" : "tilt";
    case "l":
      return view.isLidOpen ? "close-lid" : "open-lid";
    case "L":
      return view.isLidOpen ? "close-lid" : "force-lid";
    case "m":
      return view.isPowered ? "pull-power" : "give-power";
    case "n":
      return view.isLinkCut ? "heal-link" : "cut-link";
    case "r":
      return "refill";
    case "c":
      return "call-host";
    case "+":
      return "next-due";
    case "q":
      return "quit";
    default:
      return undefined;
  }
}

/** Tells whether a text names an action. */
export function isConsoleAction(text: string): text is ConsoleAction {
  return Object.hasOwn(CONSOLE_ACTIONS, text);
}
