/* The clock (time.md): how far it is trusted, and how far it may be off by now. */
#include "device.h"

enum { TRUST_MS = 600000, SET_ERROR_MS = 1000, RTC_ERROR_MS = 60000, DRIFT_PPM = 100 };

static struct {
  msec start, skew;   /* monotonic time at the start; what a test clock has jumped over */
  msec civil_at_zero; /* civil time at uptime 0 */
  int quality;
} now, before;
static bool is_test;

msec clock_uptime(void) { return port_monotonic() - now.start + now.skew; }

msec clock_civil(void) { return now.civil_at_zero + clock_uptime(); }

int clock_quality(void) { return now.quality; }

bool clock_is_test(void) { return is_test; }

void clock_start(bool test_clock) {
  msec civil;
  is_test = test_clock;
  now.start = port_monotonic();
  now.skew = 0;
  now.quality = port_rtc_read(&civil) ? CLOCK_RTC : CLOCK_UNSET;
  if (now.quality == CLOCK_UNSET) return;
  now.civil_at_zero = civil;
  if (S.set_at != 0) return;
  S.set_at = civil; /* set by the factory: nobody said how well */
  S.error_at_set = RTC_ERROR_MS;
}

static msec error_after(msec elapsed) {
  if (elapsed < 0) elapsed = -elapsed;
  return S.error_at_set + elapsed / 1000000 * DRIFT_PPM;
}

msec clock_error(void) { return error_after(clock_civil() - S.set_at); }

bool clock_trusted(void) { return now.quality != CLOCK_UNSET && clock_error() <= TRUST_MS; }

/* An unset clock is not set to a time that was lived through (OMDP-CLK-004). */
bool clock_may_be(msec civil) {
  return now.quality != CLOCK_UNSET || civil >= S.lived - error_after(S.lived - S.set_at);
}

void clock_set(msec civil) {
  before = now;
  if (now.quality != CLOCK_UNSET) {
    if (clock_civil() > S.lived) S.lived = clock_civil();
    /* Time since the last release, whatever the clock shows (OMDP-CLK-003). */
    if (S.released != 0) S.released_elapsed += civil - clock_civil();
  } else if (S.released_at_unset) {
    S.released = S.released_elapsed = civil; /* the latest that it can have been */
    S.released_at_unset = false;
  }
  now.civil_at_zero = civil - clock_uptime();
  now.quality = CLOCK_SYNCED;
  S.set_at = civil;
  S.error_at_set = SET_ERROR_MS;
}

void clock_undo(void) { now = before; }

void clock_keep(void) { port_rtc_write(clock_civil()); }

void clock_jump(msec civil) {
  if (civil > clock_civil()) now.skew += civil - clock_civil();
  clock_keep();
}
