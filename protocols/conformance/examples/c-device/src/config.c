/* The configuration that the host wants (omdp.md, section 7): followed whole, kept until its time,
 * or refused whole. */
#include <stdio.h>
#include <string.h>

#include "device.h"

static const struct plan_limits LIMITS = {8, 30};

/* This device has a light and nothing else to remind by. The ladder of its alerts is run by the
 * gateway, so that routes and contacts ask nothing of it. */
static bool can_remind(const uint8_t *reminding, char *detail) {
  if (reminding == NULL) return true;
  for (int key = 2; key <= 4; key++) {
    if (cbor_number(cbor_find(reminding, key)) == 0) continue;
    static const char *const NAMES[] = {"sound", "speech", "text"};
    snprintf(detail, DETAIL_SIZE, "reminding.%s is 1, this device has light only", NAMES[key - 2]);
    return false;
  }
  return true;
}

static bool read_config(const uint8_t *fields, struct config *config, char *detail) {
  const uint8_t *plan = cbor_find(fields, 2), *low = cbor_find(fields, 3);
  const uint8_t *not_before = cbor_find(fields, -4);
  memset(config, 0, sizeof *config);
  config->version = (uint32_t)cbor_number(cbor_find(fields, 1));
  config->not_before = not_before == NULL ? NO_INSTANT : cbor_instant(not_before);
  config->low_stock = (int16_t)(low == NULL ? -1 : cbor_number(low));
  config->has_plan = plan != NULL;
  if (!can_remind(cbor_find(fields, -6), detail)) return false;
  if (plan == NULL) return true;
  return plan_read(plan, &config->plan, detail) && plan_check(&config->plan, &LIMITS, detail);
}

static bool follow(const struct config *config) {
  if (config->has_plan && !dose_before_plan(&config->plan)) return false;
  S.config_version = config->version;
  if (S.has_waiting && S.waiting.version <= config->version) S.has_waiting = false;
  if (config->low_stock >= 0) S.low_stock = (uint8_t)config->low_stock;
  if (config->has_plan) {
    S.plan = config->plan;
    S.has_plan = S.plan_fresh = true;
    event_open(EV_PLAN_ACCEPTED);
    event_close(KEEP);
  }
  event_open(EV_CONFIG_APPLIED);
  event_close(KEEP);
  if (!journal_commit()) return false;
  outbox_report_config(0, NULL);
  return true;
}

static bool is_ahead(const struct config *config) {
  if (config->not_before == NO_INSTANT) return false;
  return clock_quality() == CLOCK_UNSET || clock_civil() < config->not_before;
}

void config_take(const struct message *message) {
  static struct config config;
  char detail[DETAIL_SIZE] = "";
  bool can_follow = read_config(message->fields, &config, detail);
  if (config.version <= S.config_version) return; /* an older wish (OMDP-CFG-001) */
  if (!can_follow) {
    message_text(event_open(EV_PLAN_REFUSED), K_DETAIL, detail);
    event_close(KEEP);
    if (journal_commit()) outbox_report_config(config.version, detail);
  } else if (!is_ahead(&config)) {
    follow(&config);
  } else if (!S.has_waiting || config.version > S.waiting.version) {
    S.waiting = config;
    S.has_waiting = true;
    event_open(EV_WISH_KEPT);
    event_close(KEEP);
    if (journal_commit()) outbox_report_config(0, NULL);
  }
}

msec config_due(void) { return S.has_waiting ? S.waiting.not_before : NEVER; }

bool config_step(void) {
  if (!S.has_waiting || is_ahead(&S.waiting)) return false;
  static struct config config;
  config = S.waiting;
  return follow(&config);
}
