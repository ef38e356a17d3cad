import { untilStaffWereThere } from "../mechanism/staff-needed.ts";
import { carouselHanding } from "./carousel.handing.ts";
import { carouselHoming } from "./carousel.homing.ts";
import { carouselLooking } from "./carousel.looking.ts";
import { carouselSetup } from "./carousel.setup.ts";
import { GO_HOME } from "./carousel.ways.ts";

/**
 * The way of one dose through the mechanism.
 *
 * - `locked` at rest on the mark, flap shut; the lockout
 * - `parking` the compartment turns to the opening behind the shut flap
 * - `offered` the dose may be asked for by the button
 * - `releasing` the flap opens and shuts
 * - `released` the dose lies in the cup
 * - `returning` back to the mark, which proves that the right compartment was at the opening
 * - `homing` the mark is searched for, from wherever the carousel stands
 * - `proving` one whole turn from mark to mark: a sensor that bounced or lied shows here
 * - `searching` power came back in mid-release; `recalling` with a dose in the cup
 * - `testing` the sensors are read for a self-test
 * - `inspecting` they are read after a release failed
 * - `stopped` nothing moves until staff have opened and closed the lid with the key
 */
export const carouselCycle = carouselSetup.createStateConfig({
  initial: "locked",
  on: { "device.booted": { target: ".homing", actions: "search home" } },
  states: {
    locked: {
      on: {
        "window.granted": {
          guard: "ready to offer",
          target: "parking",
          actions: ["aim at next compartment", "park compartment"],
        },
        "staff.finished": GO_HOME,
        "self-test.requested": { target: "testing", actions: "look" },
      },
    },
    ...carouselHanding,
    ...carouselHoming,
    ...carouselLooking,
    stopped: untilStaffWereThere("search home"),
  },
});
