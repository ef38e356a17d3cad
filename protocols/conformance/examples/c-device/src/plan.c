#include "plan.h"

#include <stdio.h>
#include <string.h>

static bool is_on(const struct plan_entry *entry, int32_t day) {
  if (day < entry->start_day || day > entry->end_day) return false;
  if ((day - entry->start_day) % entry->every_days != 0) return false;
  int weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
  return entry->weekdays == 0 || (entry->weekdays >> weekday & 1) != 0;
}

static void move_window(struct window *window, const struct plan_entry *entry, msec due) {
  window->due = due;
  window->early = due - entry->early_min * MINUTE_MS;
  window->late = due + entry->late_min * MINUTE_MS;
}

/* The doses of a date at their clock times, before any is moved. */
static int plain_day(const struct plan *plan, int32_t day, struct window *windows) {
  int count = 0;
  for (uint16_t i = 0; i < plan->entry_count; i++) {
    const struct plan_entry *entry = &plan->entries[i];
    msec due = is_on(entry, day) ? zone_instant(day, entry->minute) : NO_INSTANT;
    if (due == NO_INSTANT) continue;
    int at = count++;
    for (; at > 0 && windows[at - 1].due > due; at--) windows[at] = windows[at - 1];
    windows[at].day = day;
    windows[at].entry = i;
    move_window(&windows[at], entry, due);
  }
  return count;
}

/* Under `shift-later`, doses at or behind the start of a gap keep their distance from the one
 * before (OMDP-TIM-008). The one before may stand on an earlier date. */
static void shift(const struct plan *plan, struct window *windows, int count, int gap) {
  struct window before[PLAN_ENTRIES_MAX];
  msec spacing = plan->spacing_min * MINUTE_MS, last = NO_INSTANT;
  int earlier = count > 0 ? plain_day(plan, windows[0].day - 1, before) : 0;
  if (earlier > 0) last = before[earlier - 1].due;
  for (int i = 0; i < count; i++) {
    const struct plan_entry *entry = &plan->entries[windows[i].entry];
    bool is_close = last != NO_INSTANT && windows[i].due < last + spacing;
    if (is_close && entry->minute >= gap) move_window(&windows[i], entry, last + spacing);
    last = windows[i].due;
  }
}

int plan_day(const struct plan *plan, int32_t day, struct window windows[PLAN_ENTRIES_MAX]) {
  int count = plain_day(plan, day, windows);
  int gap = plan->shift_later && count > 0 ? zone_gap_on(day) : NO_GAP;
  if (gap != NO_GAP) shift(plan, windows, count, gap);
  return count;
}

bool plan_next(const struct plan *plan, msec after_due, struct window *window) {
  struct window windows[PLAN_ENTRIES_MAX];
  if (plan->entry_count == 0 || after_due >= ZONE_END) return false;
  int32_t day = zone_day(after_due < ZONE_BEGIN ? ZONE_BEGIN : after_due) - 1;
  int32_t last = zone_day(ZONE_END);
  for (uint16_t i = 0; i < plan->entry_count; i++)
    if (i == 0 || plan->entries[i].start_day < last) last = plan->entries[i].start_day;
  if (day < last) day = last; /* nothing is due before the earliest entry begins */
  for (last = zone_day(ZONE_END); day <= last; day++) {
    int count = plan_day(plan, day, windows);
    for (int i = 0; i < count; i++) {
      if (windows[i].due <= after_due) continue;
      *window = windows[i];
      char date[11];
      date_write(window->day, date);
      snprintf(window->dose_id, DOSE_ID_SIZE, "%s/%s", plan->entries[window->entry].id, date);
      return true;
    }
  }
  return false;
}
