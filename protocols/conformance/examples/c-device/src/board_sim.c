/* A drawer with a motor and a light barrier, as a program. Where it stands outlives the power, as a
 * real one does, so it is kept in a file. */
#include "board.h"

static struct {
  uint8_t at;    /* LOCKED, OPEN, or between */
  uint8_t in_it; /* a dose lies in the drawer */
  uint8_t seen;  /* what the light barrier saw of the last dose */
  uint8_t doses; /* in the magazine */
} drawer;
enum { BETWEEN = 2 };
static bool is_known, cuts_next, sticks_next;

static void look(void) {
  if (!is_known) port_file_read("drawer", &drawer, sizeof drawer);
  is_known = true;
}

static void keep(void) { port_file_write("drawer", &drawer, sizeof drawer); }

void board_load(uint8_t doses) {
  look();
  drawer.doses = doses;
  keep();
}

void board_take(void) {
  look();
  if (drawer.at != OPEN) return;
  drawer.in_it = 0;
  keep();
}

void board_cut_next_motion(void) { cuts_next = true; }

void board_stick_next(void) { sticks_next = true; }

enum seen bin_read(void) { return sticks_next ? GONE : PRESENT; }

bool motor_run(enum drawer to) {
  look();
  if (drawer.at == to) return true;
  if (cuts_next) {
    drawer.at = BETWEEN;
    keep();
    port_die();
  }
  if (to == OPEN && drawer.doses > 0) {
    drawer.doses--;
    drawer.in_it = 1;
  }
  drawer.seen = drawer.in_it ? PRESENT : GONE;
  if (to == LOCKED) drawer.in_it = 0; /* what was left falls into the reject bin */
  drawer.at = (uint8_t)to;
  keep();
  return true;
}

enum seen sensor_read(void) {
  look();
  if (drawer.at == BETWEEN) return UNSURE;
  if (drawer.at == LOCKED) return (enum seen)drawer.seen;
  return drawer.in_it ? PRESENT : GONE;
}
