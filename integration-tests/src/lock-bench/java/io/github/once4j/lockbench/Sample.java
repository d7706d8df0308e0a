package io.github.once4j.lockbench;

/**
 * What one turn of one contestant measured, for each call.
 *
 * @param slowNanos the time that 99 % of the calls did not exceed; NaN where calls are not timed one by one
 */
record Sample(double nanos, double slowNanos, double bytes, double cpuNanos) {}
