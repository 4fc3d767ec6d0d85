#include "CReference.h"

#include <math.h>
#include <stdlib.h>

/* An operation as it was recorded: its operands and its derivatives by them. */
typedef struct {
  int operands[2];
  double partials[2];
} entry;

struct reference_tape {
  reference_program program;
  long size;
  long inputs;
  long count;
  double *values;
  double *adjoints;
  entry *entries;
};

enum { shared_inputs = 1000 };

long reference_inputs(reference_program program, long size) {
  switch (program) {
    case program_prod: return size;
    case program_small: return 2;
    default: return shared_inputs;
  }
}

long reference_operations(reference_program program, long size) {
  switch (program) {
    case program_mix: return 4 * size;
    case program_muladd: return 2 * size;
    case program_prod: return size - 1;
    default: return 3;
  }
}

reference_tape *reference_tape_create(reference_program program, long size) {
  reference_tape *tape = malloc(sizeof *tape);
  tape->program = program;
  tape->size = size;
  tape->inputs = reference_inputs(program, size);
  const long nodes = tape->inputs + reference_operations(program, size);
  tape->values = calloc(nodes, sizeof *tape->values);
  tape->adjoints = calloc(nodes, sizeof *tape->adjoints);
  tape->entries = calloc(nodes, sizeof *tape->entries);
  return tape;
}

void reference_tape_destroy(reference_tape *tape) {
  free(tape->values);
  free(tape->adjoints);
  free(tape->entries);
  free(tape);
}

double *reference_tape_inputs(reference_tape *tape) { return tape->values; }
const double *reference_tape_adjoints(const reference_tape *tape) { return tape->adjoints; }

static inline int record(
    reference_tape *tape, double value, int first, double by_first, int second, double by_second) {
  const long node = tape->count++;
  tape->values[node] = value;
  tape->entries[node] = (entry){{first, second}, {by_first, by_second}};
  return (int)node;
}

static inline int add(reference_tape *tape, int x, int y) {
  return record(tape, tape->values[x] + tape->values[y], x, 1, y, 1);
}

static inline int multiply(reference_tape *tape, int x, int y) {
  const double *values = tape->values;
  return record(tape, values[x] * values[y], x, values[y], y, values[x]);
}

static inline int sine(reference_tape *tape, int x) {
  return record(tape, sin(tape->values[x]), x, cos(tape->values[x]), x, 0);
}

static inline int exponential(reference_tape *tape, int x) {
  const double y = exp(tape->values[x]);
  return record(tape, y, x, y, x, 0);
}

static int run(reference_tape *tape) {
  tape->count = tape->inputs;
  int sum = 0;
  switch (tape->program) {
    case program_mix:
      for (long term = 0; term < tape->size; term++) {
        const int s = sine(tape, (int)reference_second(term));
        sum = add(tape, sum, exponential(tape, multiply(tape, (int)reference_first(term), s)));
      }
      return sum;
    case program_muladd:
      for (long term = 0; term < tape->size; term++) {
        sum = add(
            tape, sum, multiply(tape, (int)reference_first(term), (int)reference_second(term)));
      }
      return sum;
    case program_prod:
      for (int input = 1; input < tape->size; input++) sum = multiply(tape, sum, input);
      return sum;
    default: return add(tape, multiply(tape, 0, 1), sine(tape, 0));
  }
}

double reference_gradient(reference_tape *tape) {
  const int output = run(tape);
  double *adjoints = tape->adjoints;
  for (long node = 0; node < tape->count; node++) adjoints[node] = 0;
  adjoints[output] = 1;
  for (long node = tape->count - 1; node >= tape->inputs; node--) {
    const entry *entry = &tape->entries[node];
    adjoints[entry->operands[0]] += adjoints[node] * entry->partials[0];
    adjoints[entry->operands[1]] += adjoints[node] * entry->partials[1];
  }
  return tape->values[output];
}

double reference_value(reference_tape *tape) {
  const double *x = tape->values;
  double result = x[0];
  switch (tape->program) {
    case program_mix:
      for (long term = 0; term < tape->size; term++) {
        result += exp(x[reference_first(term)] * sin(x[reference_second(term)]));
      }
      return result;
    case program_muladd:
      for (long term = 0; term < tape->size; term++) {
        result += x[reference_first(term)] * x[reference_second(term)];
      }
      return result;
    case program_prod:
      for (long input = 1; input < tape->size; input++) result *= x[input];
      return result;
    default: return x[0] * x[1] + sin(x[0]);
  }
}
