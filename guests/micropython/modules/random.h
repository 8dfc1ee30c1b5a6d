/* What the port asks of the module _random. */
#ifndef VITRINE_GUESTS_MICROPYTHON_MODULES_RANDOM_H_
#define VITRINE_GUESTS_MICROPYTHON_MODULES_RANDOM_H_

/* The next number of the module random comes from a seed that the host gives. */
void random_forget_seed(void);

#endif /* VITRINE_GUESTS_MICROPYTHON_MODULES_RANDOM_H_ */
