#include "zone.h"

#include <string.h>

const char ZONE_DATABASE[] = "2025b";
const msec ZONE_BEGIN = 1420070400000, ZONE_END = 2524608000000; /* 2015 to 2050, both in UTC */

/* The changes of Europe/Oslo in seconds since 1970, from `zdump -V Europe/Oslo`: to summer time,
 * and back, and so on. A zone with other offsets needs a second column. */
static const uint32_t CHANGES[] = {
    1427590800, 1445734800, 1459040400, 1477789200, 1490490000, 1509238800, 1521939600, 1540688400,
    1553994000, 1572138000, 1585443600, 1603587600, 1616893200, 1635642000, 1648342800, 1667091600,
    1679792400, 1698541200, 1711846800, 1729990800, 1743296400, 1761440400, 1774746000, 1792890000,
    1806195600, 1824944400, 1837645200, 1856394000, 1869094800, 1887843600, 1901149200, 1919293200,
    1932598800, 1950742800, 1964048400, 1982797200, 1995498000, 2014246800, 2026947600, 2045696400,
    2058397200, 2077146000, 2090451600, 2108595600, 2121901200, 2140045200, 2153350800, 2172099600,
    2184800400, 2203549200, 2216250000, 2234998800, 2248304400, 2266448400, 2279754000, 2297898000,
    2311203600, 2329347600, 2342653200, 2361402000, 2374102800, 2392851600, 2405552400, 2424301200,
    2437606800, 2455750800, 2469056400, 2487200400, 2500506000, 2519254800};
enum { CHANGE_COUNT = sizeof CHANGES / sizeof *CHANGES, WINTER_MIN = 60, SUMMER_MIN = 120 };

bool zone_known(const char *name) { return strcmp(name, "Europe/Oslo") == 0; }

/* Offset before change i, in minutes. */
static int offset_before(int i) { return i % 2 == 0 ? WINTER_MIN : SUMMER_MIN; }

static msec change_ms(int i) { return (msec)CHANGES[i] * 1000; }

/* The first change behind an instant by some measure; two a year make a good guess. */
static int guess(int32_t day) {
  int i = (int)((day - ZONE_BEGIN / 86400000) / 366) * 2 - 1;
  return i < 0 ? 0 : i > CHANGE_COUNT ? CHANGE_COUNT : i;
}

msec zone_instant(int32_t day, int minute) {
  msec local = ((msec)day * DAY_MIN + minute) * MINUTE_MS;
  if (local < ZONE_BEGIN || local > ZONE_END + DAY_MIN * MINUTE_MS) return NO_INSTANT;
  int i = guess(day);
  /* With the offset before the change as long as that gives an instant before it: in a fold this is
   * the first occurrence. In a gap no offset fits, and the one before the gap is taken. */
  while (i < CHANGE_COUNT && local - offset_before(i) * MINUTE_MS >= change_ms(i)) i++;
  msec civil = local - offset_before(i) * MINUTE_MS;
  if (i > 0 && civil < change_ms(i - 1)) civil = local - offset_before(i - 1) * MINUTE_MS;
  return civil >= ZONE_BEGIN && civil < ZONE_END ? civil : NO_INSTANT;
}

int zone_gap_on(int32_t day) {
  for (int i = guess(day); i < CHANGE_COUNT; i++) {
    msec local = change_ms(i) + offset_before(i) * MINUTE_MS;
    int32_t of = (int32_t)(local / (DAY_MIN * MINUTE_MS));
    if (of > day) return NO_GAP;
    bool is_gap = offset_before(i + 1) > offset_before(i);
    if (of == day && is_gap) return (int)(local / MINUTE_MS - (msec)day * DAY_MIN);
  }
  return NO_GAP;
}

int32_t zone_day(msec civil) {
  int i = guess((int32_t)(civil / (DAY_MIN * MINUTE_MS)));
  while (i < CHANGE_COUNT && civil >= change_ms(i)) i++;
  return (int32_t)((civil + offset_before(i) * MINUTE_MS) / (DAY_MIN * MINUTE_MS));
}

/* Days since 1970-01-01 of a date of the Gregorian calendar: years begin with March, so that the
 * odd day is the last one. */
static int32_t days_of(int year, int month, int day) {
  int y = month > 2 ? year : year - 1, m = (month + 9) % 12;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 719469;
}

void date_write(int32_t day, char text[11]) {
  int year = (int)((day + 719468LL) * 400 / 146097);
  while (days_of(year + 1, 1, 1) <= day) year++;
  while (days_of(year, 1, 1) > day) year--;
  int month = 12;
  while (days_of(year, month, 1) > day) month--;
  int of_month = day - days_of(year, month, 1) + 1;
  text[0] = (char)('0' + year / 1000 % 10), text[1] = (char)('0' + year / 100 % 10);
  text[2] = (char)('0' + year / 10 % 10), text[3] = (char)('0' + year % 10);
  text[5] = (char)('0' + month / 10), text[6] = (char)('0' + month % 10);
  text[8] = (char)('0' + of_month / 10), text[9] = (char)('0' + of_month % 10);
  text[4] = text[7] = '-', text[10] = 0;
}

bool date_read(const char *text, int32_t *day) {
  int year = 0, month = (text[5] - '0') * 10 + text[6] - '0',
      of_month = (text[8] - '0') * 10 + text[9] - '0';
  for (int i = 0; i < 4; i++) year = year * 10 + text[i] - '0';
  if (year < 1 || month < 1 || month > 12 || of_month < 1 || of_month > 31) return false;
  *day = days_of(year, month, of_month);
  char again[11];
  date_write(*day, again);
  return strncmp(text, again, 10) == 0;
}
