#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/plan.h"
#include "../src/schema.h"
#include "check.h"

/* An instant or local time, YYYY-MM-DDTHH:MM…: the day and the minute of it. */
static msec minutes_of(const struct json *text) {
  char at[32];
  int32_t day = 0;
  json_text(text, at, sizeof at);
  date_read(at, &day);
  return (msec)day * DAY_MIN + atoi(at + 11) * 60 + atoi(at + 14);
}

static msec instant_of(const struct json *text) { return minutes_of(text) * MINUTE_MS; }

static void put_number(struct cbor_out *out, int key, const struct json *value) {
  long long number = json_number(value);
  cbor_put_head(out, CBOR_UINT, (uint64_t)key);
  cbor_put_head(out, number < 0 ? CBOR_NEGATIVE : CBOR_UINT,
                (uint64_t)(number < 0 ? -1 - number : number));
}

static void put_text(struct cbor_out *out, int key, const struct json *value) {
  char text[100];
  cbor_put_head(out, CBOR_UINT, (uint64_t)key);
  cbor_put_text(out, json_text(value, text, sizeof text));
}

static void put_entry(struct cbor_out *out, const struct json *entry) {
  const struct json *end = json_get(entry, "endDate"), *weekdays = json_get(entry, "weekdays");
  size_t days = 0;
  for (const struct json *day = weekdays == NULL ? NULL : weekdays->first; day != NULL;
       day = day->next)
    days++;
  cbor_put_head(out, CBOR_MAP, (uint64_t)(6 + (end != NULL) + (weekdays != NULL)));
  put_text(out, 1, json_get(entry, "id"));
  put_number(out, 2, json_get(entry, "minuteOfDay"));
  put_text(out, 3, json_get(entry, "startDate"));
  if (end != NULL) put_text(out, 4, end);
  put_number(out, 5, json_get(entry, "everyDays"));
  if (weekdays != NULL) {
    cbor_put_head(out, CBOR_UINT, 6);
    cbor_put_head(out, CBOR_LIST, days);
    for (const struct json *day = weekdays->first; day != NULL; day = day->next)
      cbor_put_head(out, CBOR_UINT, (uint64_t)json_number(day));
  }
  put_number(out, 7, json_get(entry, "earlyMin"));
  put_number(out, 8, json_get(entry, "lateMin"));
}

/* The plan as the message that brings it, read as the device reads it. */
static bool read_plan(const struct json *plan, struct plan *to, char detail[DETAIL_SIZE]) {
  static uint8_t bytes[8192];
  struct cbor_out out;
  struct message message;
  size_t entries = 0;
  for (const struct json *one = json_get(plan, "entries")->first; one != NULL; one = one->next)
    entries++;
  message_open(&out, bytes, sizeof bytes, M_DESIRED);
  message_uint(&out, 1, 1);
  message_list(&out, 2, 0);
  out.n--; /* a map stands in the place of that list */
  cbor_put_head(&out, CBOR_MAP, 6);
  put_text(&out, 1, json_get(plan, "planId"));
  put_number(&out, 2, json_get(plan, "revision"));
  put_text(&out, 3, json_get(plan, "zone"));
  cbor_put_head(&out, CBOR_UINT, 4);
  cbor_put_head(&out, CBOR_UINT, json_is(json_get(plan, "spacing"), "shift-later"));
  put_number(&out, 5, json_get(plan, "minimumSpacingMin"));
  cbor_put_head(&out, CBOR_UINT, 6);
  cbor_put_head(&out, CBOR_LIST, entries);
  for (const struct json *one = json_get(plan, "entries")->first; one != NULL; one = one->next)
    put_entry(&out, one);
  enum refused why = message_read(bytes, out.n, &message);
  snprintf(detail, DETAIL_SIZE, "field-out-of-range (%s)",
           why == NOT_REFUSED ? "taken" : REFUSED_NAMES[why]);
  return why == NOT_REFUSED && plan_read(cbor_find(message.fields, 2), to, detail);
}

static bool is_here(const struct json *zone) { return json_is(zone, "Europe/Oslo"); }

static void check_plan(const struct json *row) {
  static struct plan plan;
  const struct json *limits = json_get(row, "limits"), *problem = json_get(row, "problems")->first;
  struct plan_limits own = {(uint16_t)json_number(json_get(limits, "dosesPerDayMax")),
                            (uint16_t)json_number(json_get(limits, "minimumSpacingMin"))};
  char detail[DETAIL_SIZE], code[40], date[11];
  bool is_taken =
      read_plan(json_get(row, "plan"), &plan, detail) && plan_check(&plan, &own, detail);
  json_text(json_get(problem, "code"), code, sizeof code);
  json_text(json_get(problem, "date"), date, sizeof date);
  bool is_right = problem == NULL ? is_taken
                                  : !is_taken && strncmp(detail, code, strlen(code)) == 0 &&
                                        strstr(detail, date) != NULL;
  expect(is_right, "plans.json", row, is_taken ? "taken" : detail);
}

static void check_windows(const struct json *row) {
  static struct plan plan;
  char detail[DETAIL_SIZE] = "", id[DOSE_ID_SIZE];
  bool is_right = read_plan(json_get(row, "plan"), &plan, detail);
  msec after = instant_of(json_get(row, "from")) - 1, until = instant_of(json_get(row, "until"));
  const struct json *wanted = json_get(row, "windows")->first;
  struct window window;
  while (is_right && plan_next(&plan, after, &window) && window.due < until) {
    is_right = wanted != NULL && window.due == instant_of(json_get(wanted, "due")) &&
               window.early == instant_of(json_get(wanted, "early")) &&
               window.late == instant_of(json_get(wanted, "late")) &&
               strcmp(window.dose_id, json_text(json_get(wanted, "doseId"), id, sizeof id)) == 0;
    after = window.due;
    if (wanted != NULL) wanted = wanted->next;
  }
  expect(is_right && wanted == NULL, "windows.json", row, window.dose_id);
}

/* Rows of other zones are left out: this device knows one. */
void check_time(void) {
  const struct json *file = json_file("time/local-to-instant.json");
  for (const struct json *row = json_get(file, "rows")->first; row != NULL; row = row->next) {
    if (!is_here(json_get(row, "zone"))) continue;
    msec local = minutes_of(json_get(row, "local"));
    const struct json *utc = json_get(row, "utc");
    msec wanted = utc->type == '"' ? instant_of(utc) : NO_INSTANT;
    msec seen = zone_instant((int32_t)(local / DAY_MIN), (int)(local % DAY_MIN));
    expect(seen == wanted, "local-to-instant.json", row, "another instant");
  }
  file = json_file("time/plans.json");
  for (const struct json *row = json_get(file, "rows")->first; row != NULL; row = row->next)
    if (is_here(json_get(json_get(row, "plan"), "zone")) ||
        json_is(json_get(json_get(row, "plan"), "zone"), "Europe/Olso"))
      check_plan(row);
  file = json_file("time/windows.json");
  for (const struct json *row = json_get(file, "rows")->first; row != NULL; row = row->next)
    if (is_here(json_get(json_get(row, "plan"), "zone"))) check_windows(row);
}
