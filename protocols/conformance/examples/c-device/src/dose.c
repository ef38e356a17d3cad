/* One dose after the other (dose.md): which one it is, and what is due for it. */
#include "dose_cycle.h"

#include <string.h>

/* Why a window may have passed that nobody looked at. */
static uint8_t passed_because = REASON_OFF;

void dose_missed_because(uint8_t reason) { passed_because = reason; }

static bool is_closed(const char *dose_id) {
  for (int i = 0; i < CLOSED_MAX; i++)
    if (strcmp(S.closed[i], dose_id) == 0) return true;
  return false;
}

/* Until when a release before keeps the next one back. */
static msec spaced_at(void) {
  msec spacing = S.plan.spacing_min * MINUTE_MS;
  if (S.released == 0) return 0;
  return (S.released > S.released_elapsed ? S.released : S.released_elapsed) + spacing;
}

static uint8_t obstacle(msec now) {
  if (now < S.lived) return REASON_JUMPED;
  if (now < spaced_at()) return REASON_SPACING;
  if (S.stock == 0) return REASON_NO_MEDICINE;
  return alert_is_open(STUCK) ? REASON_JAM : 0;
}

/* The plan is new: what was over before is not known. Behind a journal that was damaged, a dose
 * whose window is open may have been released already. */
static void look_first(msec now) {
  struct window window;
  S.plan_fresh = false;
  S.handled_due = now - 4 * DAY_MIN * MINUTE_MS;
  while (plan_next(&S.plan, S.handled_due, &window) && window.late <= now)
    S.handled_due = window.due;
}

/* The next dose of the plan; it is looked for once, since a plan may have nothing for years. */
static bool upcoming(struct window *window) {
  static struct window found;
  static bool is_known, is_there;
  static uint32_t version;
  static msec after;
  if (!is_known || version != S.config_version || after != S.handled_due)
    is_there = plan_next(&S.plan, S.handled_due, &found);
  is_known = true;
  version = S.config_version;
  after = S.handled_due;
  *window = found;
  return is_there;
}

static bool next_dose(msec now) {
  struct window window;
  if (!upcoming(&window)) return false;
  if (is_closed(window.dose_id)) {
    S.handled_due = window.due;
    return true;
  }
  if (window.early > now) {
    passed_because = REASON_CLOCK; /* from here on the device looks at its windows */
    S.forgot = false;
    return false;
  }
  S.dose = (struct dose){KNOWN, 0, (uint8_t)window.entry, window};
  if (window.late <= now) return cycle_close(PREVENTED, SAW_NOTHING, passed_because);
  return S.forgot ? cycle_close(UNCERTAIN, SAW_NOTHING, 0) : true;
}

static bool known_dose(msec now) {
  const struct window *window = &S.dose.window;
  if (now >= window->late) {
    uint8_t reason = S.dose.reason != 0 ? S.dose.reason : passed_because;
    return cycle_close(PREVENTED, SAW_NOTHING, reason);
  }
  if (now < window->early) {
    S.dose.state = NO_DOSE; /* the clock was set back, and its window is still to come */
    return false;
  }
  S.dose.reason = obstacle(now);
  return S.dose.reason == 0 && cycle_offer();
}

static bool offered_dose(msec now) {
  const struct window *window = &S.dose.window;
  if (now >= window->late || now < window->early) return cycle_draw_in(MISSED, 0);
  if (sensor_read() != GONE) return false;
  bool is_kept = cycle_close(RETRIEVED, SAW_LEAVE, 0);
  if (is_kept) motor_run(LOCKED);
  return is_kept;
}

static bool step(void) {
  if (S.missed_seq != 0 && cycle_weigh_bin()) return true;
  if (!S.has_plan) return false;
  if (!clock_trusted()) {
    passed_because = REASON_CLOCK;
    /* Nobody knows when its window closes: what lies within reach goes back. */
    if (S.dose.state == OFFERED || S.dose.state == OFFERING) return cycle_draw_in(MISSED, 0);
    if (alert_is_open(FAULT)) return false;
    alert_raise(FAULT, NULL, 30);
    return journal_commit();
  }
  if (alert_is_open(FAULT)) {
    alert_clear(FAULT);
    return journal_commit();
  }
  msec now = clock_civil();
  if (S.plan_fresh) look_first(now);
  if (S.dose.state == NO_DOSE) return next_dose(now);
  if (S.dose.state == KNOWN) return known_dose(now);
  /* Its offering is there and the word that it lies ready could not be written yet. */
  if (S.dose.state == OFFERING && now < S.dose.window.late) return cycle_say_offered();
  return offered_dose(now);
}

bool dose_step(void) {
  uint64_t failures = journal_failures;
  bool is_done = step();
  if (journal_failures > failures) passed_because = REASON_JOURNAL;
  return is_done;
}

msec dose_due(void) {
  struct window window;
  if (!S.has_plan || !clock_trusted() || S.plan_fresh) return NEVER;
  msec now = clock_civil();
  if (S.dose.state == NO_DOSE) return upcoming(&window) ? window.early : NEVER;
  msec due = S.dose.window.late;
  if (S.dose.state != KNOWN) return due;
  if (spaced_at() > now && spaced_at() < due) due = spaced_at();
  return S.lived > now && S.lived < due ? S.lived : due;
}

/* What the loss of power has left behind (OMDP-DOS-007). */
void dose_boot(void) {
  if (S.dose.state == KNOWN) S.dose.state = NO_DOSE;
  if (S.dose.state == NO_DOSE) return;
  enum seen seen = sensor_read();
  if (seen == PRESENT && S.dose.state == OFFERED) return; /* it lies there still */
  if (seen == GONE && S.dose.state == OFFERED)
    cycle_close(NOT_RETRIEVED, SAW_PRESENTED, 0);
  else
    cycle_close(UNCERTAIN, SAW_PRESENTED, 0);
  motor_run(LOCKED);
}

bool dose_before_plan(const struct plan *plan) {
  struct window window;
  if (S.dose.state == NO_DOSE) return true;
  const struct window *open = &S.dose.window;
  bool is_there = plan_next(plan, open->due - 1, &window) && window.due == open->due &&
                  strcmp(window.dose_id, open->dose_id) == 0 && window.late == open->late;
  if (is_there) return true;
  if (S.dose.state == KNOWN) return cycle_close(WITHHELD, SAW_NOTHING, REASON_PLAN);
  return cycle_draw_in(WITHHELD, REASON_PLAN);
}
