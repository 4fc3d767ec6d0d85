#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

/* Counts the calling thread's allocations between the two calls; -1 where they cannot be counted. */
void allocation_count_start(void);
long allocation_count_stop(void);

#endif
