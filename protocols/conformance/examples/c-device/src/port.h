/* What the board gives: clock, storage, line, mechanism. port_posix.c has all of it for a host,
 * with board_sim.c in place of the mechanism; a vendor writes these two anew. */
#ifndef PORT_H
#define PORT_H

#include "bytes.h"

/* Time since any start, which never goes back. */
msec port_monotonic(void);

uint32_t port_random(void);

/* The clock with a battery of its own; false when it has lost the time. */
bool port_rtc_read(msec *civil);
void port_rtc_write(msec civil);

/* Storage of the journal. What was appended or replaced is durable when these give true. `length`
 * of what is to stay: all behind it is cut off first. */
size_t port_journal_read(size_t at, void *to, size_t n);
bool port_journal_append(size_t length, const void *bytes, size_t n);
bool port_journal_replace(const void *bytes, size_t n);

/* The mechanism: a drawer that carries one dose. */
enum drawer { LOCKED, OPEN };
/* Runs the motor; false when it did not get there. OPEN brings the next dose within reach, LOCKED
 * draws it in again and drops what is still there into the reject bin, which only staff can open.
 */
bool motor_run(enum drawer to);
/* What the light barrier of the drawer saw: unsure when the drawer stands between its ends. */
enum seen { GONE, PRESENT, UNSURE };
enum seen sensor_read(void);
/* The scale of the reject bin, which settles later: whether the last dose drawn in fell into it. */
enum seen bin_read(void);

#endif
