/* The part that a simulated board has beyond port.h: hands at the drawer, and bad luck. */
#ifndef BOARD_H
#define BOARD_H

#include "port.h"

void board_load(uint8_t doses);
/* A user takes what lies within reach. */
void board_take(void);
/* The power goes in the middle of the next motion. */
void board_cut_next_motion(void);
/* The next dose that is drawn in sticks on its way, and the scale of the bin does not feel it. */
void board_stick_next(void);

/* port_posix.c */
bool port_start(const char *folder, const char *line, uint32_t baud);
/* Waits for bytes of the line or a line of the panel, or until time is over. */
struct arrived {
  uint8_t bytes[512];
  size_t length;
  char hand[64]; /* a line of the panel, or empty */
};
void port_wait(msec ms, struct arrived *arrived);
void port_rtc_set_by_factory(void);
/* From now on no write to the journal succeeds, or each does again. */
void port_spoil_journal(bool is_spoiled);
size_t port_file_read(const char *name, void *to, size_t n);
void port_file_write(const char *name, const void *bytes, size_t n);
void port_die(void);

#endif
