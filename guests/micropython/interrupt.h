/* The soft limit: how plain stores of the host become a Python exception. Takes the place of py/scheduler.c.
 *
 * The host stores a reason, then the word that the virtual machine looks at after every branch and that long
 * loops in C look at through interrupt_poll. The exception the reason stands for is raised there, state stays
 * whole and the next run goes on. A program that wants to can defeat this; the host's hard limit does not
 * depend on it.
 */
#ifndef VITRINE_GUESTS_MICROPYTHON_INTERRUPT_H_
#define VITRINE_GUESTS_MICROPYTHON_INTERRUPT_H_

#include "abi.h"

/* Forgets what was stored before. For the start of a run. */
void interrupt_arm(void);
/* What the host stores from here on raises nothing. For the time in which a limit that was met is reported.
 */
void interrupt_disarm(void);

const vitrine_interrupt_cells* interrupt_cells(void);

#endif /* VITRINE_GUESTS_MICROPYTHON_INTERRUPT_H_ */
