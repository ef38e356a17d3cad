#ifndef CHECK_H
#define CHECK_H

#include "json.h"

/* Counts one row, and tells of it when it went otherwise than the vectors say. */
void expect(bool is_right, const char *file, const struct json *row, const char *seen);

void check_frames(void);
void check_messages(void);
void check_link(void);
void check_time(void);

#endif
