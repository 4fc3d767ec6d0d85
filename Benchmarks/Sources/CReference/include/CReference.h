#ifndef CREFERENCE_H
#define CREFERENCE_H

/* What Retrograde is measured against: the same arithmetic, written by hand. */

/* The scalar programs. Each computes its value, stores the local partials of every operation as it
   goes, and passes adjoints back through them; the plain form computes the value alone. */
typedef enum { program_mix, program_muladd, program_prod, program_small } reference_program;

/* The number of operations of a program of the given size, and of its inputs. */
long reference_operations(reference_program program, long size);
long reference_inputs(reference_program program, long size);

/* Where program_mix and program_muladd find the two inputs of a term. */
static inline long reference_first(long term) { return term * 7 % 1000; }
static inline long reference_second(long term) { return term * 13 % 1000; }

/* Memory for a program: inputs first, then operations. */
typedef struct reference_tape reference_tape;
reference_tape *reference_tape_create(reference_program program, long size);
void reference_tape_destroy(reference_tape *tape);
double *reference_tape_inputs(reference_tape *tape);

double reference_value(reference_tape *tape);
/* Returns the value; the adjoints of the inputs are then in `reference_tape_adjoints`. */
double reference_gradient(reference_tape *tape);
const double *reference_tape_adjoints(const reference_tape *tape);

/* The matrix products of one training step of a 784-72-10 network, and nothing else. */
typedef struct reference_products reference_products;
reference_products *reference_products_create(long batch);
void reference_products_destroy(reference_products *products);
void reference_products_run(reference_products *products);

/* What the process has allocated and not yet freed; 0 where the C library does not say. */
long reference_bytes_in_use(void);

#endif
