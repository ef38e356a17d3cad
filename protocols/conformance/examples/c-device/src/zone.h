/* Europe/Oslo and UTC, and dates. Vendors put in the zones that their devices go to. */
#ifndef ZONE_H
#define ZONE_H

#include "bytes.h"

/* The version of the time zone database that the table is made from (OMDP-TIM-001). */
extern const char ZONE_DATABASE[];
#define NO_INSTANT INT64_MIN
enum { DAY_MIN = 1440, NO_GAP = -1 };
#define MINUTE_MS ((msec)60000)

bool zone_known(const char *name);

/* The instants that the table says something about: from the first, before the last. */
extern const msec ZONE_BEGIN, ZONE_END;

/* The instant of a local time: before a gap's offset inside it, the first one inside a fold; or
 * NO_INSTANT beyond the table. `day` counts from 1970-01-01. */
msec zone_instant(int32_t day, int minute);

/* The local minute at which a gap of that local date begins, or NO_GAP. */
int zone_gap_on(int32_t day);

/* Local date of an instant of the table. */
int32_t zone_day(msec civil);

/* YYYY-MM-DD; reading fails for a date that there is not. */
bool date_read(const char *text, int32_t *day);
void date_write(int32_t day, char text[11]);

#endif
