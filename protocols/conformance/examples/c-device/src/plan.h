/* A dose plan, its check on load, and the windows that follow from it (time.md). */
#ifndef PLAN_H
#define PLAN_H

#include "bytes.h"
#include "zone.h"

enum { PLAN_ENTRIES_MAX = 24, DOSE_ID_SIZE = 49, NO_END = INT32_MAX };

/* One entry: a clock time, and the local dates that it is for, counted from 1970-01-01. */
struct plan_entry {
  char id[33];
  uint8_t weekdays; /* bit 0 is Monday; 0 stands for every day */
  uint16_t minute, early_min, late_min, every_days;
  int32_t start_day, end_day;
};

struct plan {
  char id[37], zone[41];
  uint32_t revision;
  bool shift_later;
  uint16_t spacing_min, entry_count;
  struct plan_entry entries[PLAN_ENTRIES_MAX];
};

/* What this device can follow. */
struct plan_limits {
  uint16_t doses_per_day_max, spacing_min;
};

/* Why a plan is refused, as the reported configuration has it. */
enum { DETAIL_SIZE = 121 };

/* Reads the group `dose-plan`, whose fields the schema has checked. */
bool plan_read(const uint8_t *group, struct plan *plan, char detail[DETAIL_SIZE]);

/* Finds out whether a plan can be followed on every date of the zone table. */
bool plan_check(const struct plan *plan, const struct plan_limits *limits,
                char detail[DETAIL_SIZE]);

/* A dose and its window [early, late). */
struct window {
  char dose_id[DOSE_ID_SIZE];
  msec early, due, late;
  int32_t day;
  uint16_t entry;
};

/* The doses of one local date, in the order in which they are due. */
int plan_day(const struct plan *plan, int32_t day, struct window windows[PLAN_ENTRIES_MAX]);

/* The first dose that is due behind an instant; false when the plan or the table has no more. */
bool plan_next(const struct plan *plan, msec after_due, struct window *window);

#endif
