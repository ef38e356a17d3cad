/* Taking a plan whole, or refusing it whole with the field and the first date (time.md). */
#include <stdio.h>
#include <string.h>

#include "cbor.h"
#include "plan.h"

static bool refuse(char detail[DETAIL_SIZE], const char *code, int entry, const char *field) {
  if (entry < 0)
    snprintf(detail, DETAIL_SIZE, "%s %s", code, field);
  else
    snprintf(detail, DETAIL_SIZE, "%s entries[%d]%s%s", code, entry, *field == 0 ? "" : ".", field);
  return false;
}

static bool refuse_on(char detail[DETAIL_SIZE], const char *code, int entry, int32_t day) {
  char date[11];
  date_write(day, date);
  refuse(detail, code, entry, entry < 0 ? "entries" : "minuteOfDay");
  size_t n = strlen(detail);
  snprintf(detail + n, DETAIL_SIZE - n, " %s", date);
  return false;
}

static bool read_date(const uint8_t *item, int32_t *day) {
  char text[11];
  cbor_text_copy(item, text, sizeof text);
  return date_read(text, day);
}

static bool read_entry(const uint8_t *group, int i, struct plan_entry *entry, char *detail) {
  memset(entry, 0, sizeof *entry);
  cbor_text_copy(cbor_find(group, 1), entry->id, sizeof entry->id);
  entry->minute = (uint16_t)cbor_number(cbor_find(group, 2));
  entry->every_days = (uint16_t)cbor_number(cbor_find(group, 5));
  entry->early_min = (uint16_t)cbor_number(cbor_find(group, 7));
  entry->late_min = (uint16_t)cbor_number(cbor_find(group, 8));
  entry->end_day = NO_END;
  if (!read_date(cbor_find(group, 3), &entry->start_day))
    return refuse(detail, "impossible-date", i, "startDate");
  const uint8_t *end = cbor_find(group, 4), *weekdays = cbor_find(group, 6);
  if (end != NULL && !read_date(end, &entry->end_day))
    return refuse(detail, "impossible-date", i, "endDate");
  if (entry->end_day < entry->start_day) return refuse(detail, "end-before-start", i, "endDate");
  if (weekdays == NULL) return true;
  struct cbor_head list = cbor_head(weekdays);
  for (const uint8_t *at = list.content; list.value-- > 0; at = cbor_skip(at)) {
    uint8_t bit = (uint8_t)(1 << (cbor_number(at) - 1));
    if (entry->weekdays >= bit) return refuse(detail, "weekdays-unsorted", i, "weekdays");
    entry->weekdays |= bit;
  }
  return true;
}

bool plan_read(const uint8_t *group, struct plan *plan, char detail[DETAIL_SIZE]) {
  memset(plan, 0, sizeof *plan);
  cbor_text_copy(cbor_find(group, 1), plan->id, sizeof plan->id);
  plan->revision = (uint32_t)cbor_number(cbor_find(group, 2));
  cbor_text_copy(cbor_find(group, 3), plan->zone, sizeof plan->zone);
  plan->shift_later = cbor_number(cbor_find(group, 4)) == 1;
  plan->spacing_min = (uint16_t)cbor_number(cbor_find(group, 5));
  struct cbor_head list = cbor_head(cbor_find(group, 6));
  if (list.value > PLAN_ENTRIES_MAX) return refuse(detail, "too-many-entries", -1, "entries");
  const uint8_t *at = list.content;
  for (; plan->entry_count < list.value; plan->entry_count++, at = cbor_skip(at))
    if (!read_entry(at, plan->entry_count, &plan->entries[plan->entry_count], detail)) return false;
  return true;
}

/* Entries of one name are one dose that changes its owner: same clock time, no date in common.
 * Dates in common are found on the walk. */
static bool check_names(const struct plan *plan, char *detail) {
  for (int i = 0; i < plan->entry_count; i++)
    for (int j = 0; j < i; j++)
      if (strcmp(plan->entries[i].id, plan->entries[j].id) == 0 &&
          plan->entries[i].minute != plan->entries[j].minute)
        return refuse(detail, "duplicate-id", i, "id");
  return true;
}

static bool check_pair(const struct plan *plan, const struct window *a, const struct window *b,
                       char *detail) {
  msec spacing = plan->spacing_min * MINUTE_MS;
  if (b->due - a->due < spacing) return refuse_on(detail, "too-close", b->entry, b->day);
  if (b->early < a->late) return refuse_on(detail, "windows-overlap", b->entry, b->day);
  /* A release at the last moment of one window, just before it closes, must leave time in the next.
   */
  if (a->late + spacing > b->late) return refuse_on(detail, "window-starved", b->entry, b->day);
  return true;
}

static bool check_same_date(const struct plan *plan, const struct window *windows, int count,
                            char *detail) {
  for (int i = 0; i < count; i++)
    for (int j = 0; j < i; j++)
      if (strcmp(plan->entries[windows[i].entry].id, plan->entries[windows[j].entry].id) == 0) {
        int later = windows[i].entry > windows[j].entry ? windows[i].entry : windows[j].entry;
        return refuse(detail, "duplicate-id", later, "id");
      }
  return true;
}

/* Every date of the table is looked at: 35 years take some milliseconds on a host, and some seconds
 * on a small processor, which is done once for each plan. */
static bool check_dates(const struct plan *plan, const struct plan_limits *limits, uint32_t *met,
                        char *detail) {
  struct window windows[PLAN_ENTRIES_MAX], before;
  bool has_before = false;
  for (int32_t day = zone_day(ZONE_BEGIN); day <= zone_day(ZONE_END - 1); day++) {
    int count = plan_day(plan, day, windows);
    if (!check_same_date(plan, windows, count, detail)) return false;
    if (count > limits->doses_per_day_max) return refuse_on(detail, "doses-per-day", -1, day);
    for (int i = 0; i < count; i++) {
      *met |= (uint32_t)1 << windows[i].entry;
      if (has_before && !check_pair(plan, &before, &windows[i], detail)) return false;
      before = windows[i];
      has_before = true;
    }
  }
  return true;
}

bool plan_check(const struct plan *plan, const struct plan_limits *limits,
                char detail[DETAIL_SIZE]) {
  if (!zone_known(plan->zone)) return refuse(detail, "unknown-zone", -1, "zone");
  if (plan->spacing_min < limits->spacing_min)
    return refuse(detail, "spacing-below-limit", -1, "minimumSpacingMin");
  for (int i = 0; i < plan->entry_count; i++)
    if (plan->entries[i].start_day > zone_day(ZONE_END - 1))
      return refuse(detail, "outside-table", i, "startDate");
  if (!check_names(plan, detail)) return false;
  uint32_t met = 0;
  if (!check_dates(plan, limits, &met, detail)) return false;
  for (int i = 0; i < plan->entry_count; i++)
    if ((met >> i & 1) == 0) return refuse(detail, "never-due", i, "");
  return true;
}
