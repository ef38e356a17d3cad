import type { Hazard } from "./product-profile.ts";

/** What can go wrong with a carousel that counts its own steps, and what the device does about it. */
export const CAROUSEL_HAZARDS: readonly Hazard[] = [
  {
    id: "lost-step",
    hazard: "A dose of another compartment is let go.",
    cause: "The motor loses steps on the way from the mark to the compartment.",
    state: "The way back to the mark shows it: the device stops until staff come.",
    alert: "1.5",
    detection: "detected",
    test: "a step lost on the way to the compartment shows on the way back and stops the device",
  },
  {
    id: "false-home",
    hazard: "Every dose comes from another compartment.",
    cause: "The home sensor bounces, or sees a mark that is none, while home is searched for.",
    state:
      "A whole turn from mark to mark is made before any dose; it does not come out, so stopped.",
    alert: "1.5",
    detection: "detected",
    test: "a home sensor that bounces shows in the whole turn that proves home",
  },
  {
    id: "home-not-found",
    hazard: "Nobody knows which compartment is where.",
    cause: "The home sensor sticks.",
    state: "Stopped, with a continuous alarm, until staff come.",
    alert: "1.8",
    detection: "detected",
    test: "a mark that never comes stops the device",
  },
  {
    id: "carousel-jam",
    hazard: "A dose is not offered.",
    cause: "The carousel does not turn.",
    state: "Stopped, with a continuous alarm, until staff come.",
    alert: "1.8",
    detection: "detected",
    test: "a jam stops the carousel until staff have been there",
  },
  {
    id: "nothing-fell",
    hazard: "A dose is told as released and was not there.",
    cause: "The compartment is empty, or the flap does not open.",
    state:
      "Nothing is seen in the cup: the dose is uncertain and the device stops until staff come.",
    alert: "1.3",
    detection: "detected",
    test: "a release after which nothing lies in the cup leaves the dose uncertain",
  },
  {
    id: "cut-in-release",
    hazard: "A dose is released twice or not known to be released.",
    cause: "Power fails while the flap opens.",
    state:
      "The cup is looked at after the boot; without a dose in it the dose is uncertain and passed.",
    alert: "1.3",
    detection: "detected",
    test: "a power cut in the release ends in what the cup tells",
  },
  {
    id: "dose-left-in-cup",
    hazard: "Two doses are taken at once.",
    cause: "A released dose is not taken out before the next one is due.",
    state: "Nothing follows until the cup is empty.",
    alert: "1.3",
    detection: "detected",
    test: "nothing follows a dose that still lies in the cup",
  },
  {
    id: "forced-lid",
    hazard: "All doses are within reach.",
    cause: "The lid is opened without the key.",
    state: "Nothing is offered until staff have opened and closed the lid with the key.",
    alert: "1.22",
    detection: "detected",
    test: "a lid opened without the key keeps the carousel locked until staff have been there",
  },
  {
    id: "wrong-load",
    hazard: "A wrong dose is presented.",
    cause: "Compartments are filled in another order than the plan, or the plan changes later.",
    state: "None: the place in the carousel is the only name that a dose has.",
    alert: "none",
    detection: "undetectable",
    test: "each dose with an outcome passes one compartment of the carousel",
  },
];
