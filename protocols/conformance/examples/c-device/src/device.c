/* The device as a whole: start, what comes in, what is due, and hands at it. */
#include "device.h"

#include <string.h>

struct device_setup device;
enum { FIRST_BOOT = 1, POWER_RESTORED, MAINS = 19, STEPS_MAX = 1000 };

uint32_t device_start(const struct device_setup *setup) {
  device = *setup;
  bool is_first = !journal_load();
  if (is_first) {
    /* Never used before, as far as 32 random bits can say so (OMDP-EVT-002). */
    do S.epoch = port_random();
    while (S.epoch == 0);
    S.boot_id = port_random();
  }
  S.boot_id++;
  S.boots++;
  clock_start(setup->test_clock);
  message_uint(event_open(EV_BOOTED), K_RESET, is_first ? FIRST_BOOT : POWER_RESTORED);
  event_close(KEEP);
  if (!journal_commit()) return 0;
  dose_boot();
  device_step();
  return S.boot_id;
}

void device_step(void) {
  for (int i = 0; i < STEPS_MAX && (wish_step() || config_step() || dose_step()); i++) {
  }
}

msec device_due(void) {
  if (clock_quality() == CLOCK_UNSET) return NEVER;
  msec due = dose_due();
  if (wish_due() < due) due = wish_due();
  return config_due() < due ? config_due() : due;
}

static void refused(enum refused why) { refusals[why]++; }

static void take_request(const struct message *message) {
  uint32_t number = (uint32_t)cbor_number(cbor_find(message->fields, 1));
  bool is_capabilities = cbor_number(cbor_find(message->fields, 2)) == 1;
  outbox_put(is_capabilities ? OUT_CAPABILITIES : OUT_COUNTERS, number, 0, NULL);
}

static void take_range(const struct message *message) {
  uint32_t epoch = (uint32_t)cbor_number(cbor_find(message->fields, 1));
  uint32_t from = (uint32_t)cbor_number(cbor_find(message->fields, 2));
  uint32_t through = (uint32_t)cbor_number(cbor_find(message->fields, 3));
  if (epoch != S.epoch)
    outbox_foreign++;
  else
    outbox_put(OUT_RANGE, from, through, NULL);
}

/* Which channel a message belongs to. */
static bool is_at_home(enum link_channel channel, int number) {
  switch (channel) {
    case CH_CMD:
      return number == M_COMMAND || number == M_REPORT_REQUEST || number == M_RUN_CLOCK ||
             number == M_KEY_CHANGE;
    case CH_CFG_DESIRED:
      return number == M_DESIRED;
    default:
      return number == M_ACKNOWLEDGEMENT || number == M_REQUEST;
  }
}

void device_message(enum link_channel channel, const uint8_t *bytes, size_t n) {
  struct message message;
  enum refused why = message_read(bytes, n, &message);
  if (why == NOT_REFUSED && !is_at_home(channel, message.number)) why = R_WRONG_CHANNEL;
  if (why != NOT_REFUSED) {
    refused(why);
    return;
  }
  const uint8_t *fields = message.fields;
  switch (message.number) {
    case M_COMMAND:
      command_take(&message);
      break;
    case M_REPORT_REQUEST:
      take_request(&message);
      break;
    case M_RUN_CLOCK:
      run_clock_take(&message);
      break;
    case M_DESIRED:
      config_take(&message);
      break;
    case M_REQUEST:
      take_range(&message);
      break;
    case M_ACKNOWLEDGEMENT:
      acknowledged((uint32_t)cbor_number(cbor_find(fields, 1)),
                   (uint32_t)cbor_number(cbor_find(fields, 2)));
      break;
    default:
      break; /* key-change: this device has no keys */
  }
  device_step();
}

static void note(int kind, uint8_t droppable) {
  event_open(kind);
  event_close(droppable);
}

void device_link_down(bool is_down) {
  note(is_down ? EV_LINK_LOST : EV_LINK_RESTORED, REFUSAL);
  journal_commit();
}

void hand_lid(bool is_open) {
  note(is_open ? EV_LID_OPENED : EV_LID_CLOSED, KEEP);
  journal_commit();
}

void hand_mains(bool is_there) {
  note(is_there ? EV_MAINS_RESTORED : EV_MAINS_LOST, KEEP);
  if (is_there)
    alert_clear(MAINS);
  else
    alert_raise(MAINS, NULL, 20);
  journal_commit();
}

void hand_test(void) {
  bool is_in_use = S.dose.state == OFFERED || S.dose.state == OFFERING;
  if (!is_in_use && !motor_run(LOCKED)) return;
  note(EV_MOVED, TELEMETRY);
  journal_commit();
}
