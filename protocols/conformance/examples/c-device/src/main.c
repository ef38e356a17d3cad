/* Puts the device together and gives it turns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "device.h"

static const char USAGE[] =
    "omdp-device --line PATH|pty [--folder DIR] [--id NAME] [--serial TEXT] [--address 1-126]\n"
    "            [--baud N] [--link-speed N] [--clock-set] [--test-clock]\n"
    "  --line        serial port; pty makes a pseudo-terminal and tells its other end\n"
    "  --folder      where journal, clock and drawer are kept (device)\n"
    "  --address     address on a shared line; without it the line has two ends\n"
    "  --baud        speed of the line (115200)\n"
    "  --link-speed  waits of the link pass N times as fast; for tests\n"
    "  --clock-set   the clock of a new device shows the time of this host\n"
    "  --test-clock  starts in the test state: only for tests, never with medicine\n"
    "Hands at the device are lines of the standard input: load N, take, lid open, lid shut,\n"
    "mains off, mains on, test, cut, stick, spoil, mend, off.\n";

struct options {
  const char *line, *folder;
  uint32_t baud;
  bool clock_set;
  struct link_setup link;
  struct device_setup device;
};

static bool read_options(int count, char **words, struct options *o) {
  for (int i = 1; i < count; i++) {
    const char *word = words[i];
    bool is_flag = strcmp(word, "--clock-set") == 0 || strcmp(word, "--test-clock") == 0;
    const char *value = !is_flag && i + 1 < count ? words[++i] : "";
    if (strcmp(word, "--clock-set") == 0)
      o->clock_set = true;
    else if (strcmp(word, "--test-clock") == 0)
      o->device.test_clock = true;
    else if (*value == 0)
      return false;
    else if (strcmp(word, "--line") == 0)
      o->line = value;
    else if (strcmp(word, "--folder") == 0)
      o->folder = value;
    else if (strcmp(word, "--id") == 0)
      snprintf(o->device.device_id, 33, "%.32s", value);
    else if (strcmp(word, "--serial") == 0)
      snprintf(o->device.serial, 33, "%.32s", value);
    else if (strcmp(word, "--address") == 0)
      o->link.address = (uint8_t)atoi(value);
    else if (strcmp(word, "--baud") == 0)
      o->baud = (uint32_t)atoi(value);
    else if (strcmp(word, "--link-speed") == 0)
      o->link.speed = (uint32_t)atoi(value);
    else
      return false;
  }
  return o->line != NULL && o->link.address <= ADDRESS_MAX;
}

/* What a hand does; false when it switches the device off. */
static bool hand(const char *what) {
  int number;
  if (strcmp(what, "off") == 0) return false;
  if (sscanf(what, "load %d", &number) == 1 && number >= 0 && number <= 255) {
    board_load((uint8_t)number);
    dose_load((uint8_t)number);
  } else if (strcmp(what, "take") == 0) {
    board_take();
  } else if (strcmp(what, "cut") == 0) {
    board_cut_next_motion();
  } else if (strcmp(what, "spoil") == 0 || strcmp(what, "mend") == 0) {
    port_spoil_journal(what[0] == 's');
  } else if (strcmp(what, "stick") == 0) {
    board_stick_next();
  } else if (strcmp(what, "lid open") == 0 || strcmp(what, "lid shut") == 0) {
    hand_lid(what[4] == 'o');
  } else if (strcmp(what, "mains off") == 0 || strcmp(what, "mains on") == 0) {
    hand_mains(what[7] == 'n');
  } else if (strcmp(what, "test") == 0) {
    hand_test();
  }
  device_step();
  printf("done %s\n", what); /* whoever plays the hand knows that it has acted */
  fflush(stdout);
  return true;
}

/* How long nothing is due: for the link in its own time, for the device by its clock. */
static msec idle_time(void) {
  msec now = port_monotonic(), link = link_due(now) - now, due = device_due();
  msec wait = link < 60000 ? link : 60000;
  if (due != NEVER) {
    msec ahead = due - clock_civil();
    if (ahead < 100) ahead = 100; /* due already, and could not be done: try again soon */
    if (due > clock_civil() && due - clock_civil() < ahead) ahead = due - clock_civil();
    if (ahead < wait) wait = ahead;
  }
  return wait < 1 ? 1 : wait;
}

/* Says offline and waits for the acknowledgement, at most a second; then the contact ends. */
static void say_goodbye(struct arrived *arrived) {
  msec end = port_monotonic() + 1000;
  outbox_put(OUT_OFFLINE, 0, 0, NULL);
  while (link_has_contact() && !outbox_is_empty() && port_monotonic() < end) {
    link_poll(port_monotonic());
    port_wait(10, arrived);
    if (arrived->length > 0) link_bytes(arrived->bytes, arrived->length, port_monotonic());
  }
  link_close(port_monotonic());
}

int main(int count, char **words) {
  static struct options o = {
      .folder = "device", .baud = 115200, .device = {.device_id = "c-device-1", .serial = "C-1"}};
  static struct arrived arrived;
  if (!read_options(count, words, &o)) {
    fputs(USAGE, stderr);
    return 2;
  }
  msec civil;
  uint8_t byte;
  if (!port_start(o.folder, o.line, o.baud)) {
    fprintf(stderr, "%s or %s can't be opened\n", o.line, o.folder);
    return 3;
  }
  bool is_new = port_journal_read(0, &byte, 1) == 0;
  if (o.clock_set && is_new && !port_rtc_read(&civil)) port_rtc_set_by_factory();
  o.link.boot_id = device_start(&o.device);
  if (o.link.boot_id == 0) {
    fprintf(stderr, "nothing can be written to %s\n", o.folder);
    return 3;
  }
  memcpy(o.link.device_id, o.device.device_id, sizeof o.link.device_id);
  link_start(&o.link, port_monotonic());
  for (bool is_on = true; is_on;) {
    port_wait(idle_time(), &arrived);
    if (arrived.length > 0) link_bytes(arrived.bytes, arrived.length, port_monotonic());
    if (arrived.hand[0] != 0) is_on = hand(arrived.hand);
    device_step();
    link_poll(port_monotonic());
  }
  say_goodbye(&arrived);
  return 0;
}
