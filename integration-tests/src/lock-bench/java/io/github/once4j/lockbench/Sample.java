package io.github.once4j.lockbench;

/** What one turn of one contestant measured, for each call. */
record Sample(double nanos, double bytes, double cpuNanos) {}
