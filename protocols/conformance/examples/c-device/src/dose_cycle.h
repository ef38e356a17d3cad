/* The steps of a dose's cycle. Each becomes durable by itself: false when it could not. */
#ifndef DOSE_CYCLE_H
#define DOSE_CYCLE_H

#include "device.h"

/* Numbers of messages.md. */
enum { RETRIEVED = 1, NOT_RETRIEVED, MISSED, PREVENTED, WITHHELD = 6, UNCERTAIN };
enum { SAW_NOTHING, SAW_PRESENTED = 2, SAW_LEAVE, SAW_RETURN = 6 };
enum { NOT_DISPENSED = 1, FAULT = 5, STUCK = 8 };

/* Brings the dose within reach, once its offering is durable. */
bool cycle_offer(void);
bool cycle_say_offered(void);
/* Takes it back. The outcome is for a dose that is still there. */
bool cycle_draw_in(int outcome_if_there, uint8_t reason);
/* Gives it its outcome, and the alert that goes with it. */
bool cycle_close(int outcome, int evidence, uint8_t reason);
/* Reads what became of the dose that was taken back last; false while the scale has not settled. */
bool cycle_weigh_bin(void);

#endif
