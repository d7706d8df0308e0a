package io.github.once4j.race;

/**
 * One run. {@code System.nanoTime} is the machine's monotonic clock, which its processes share.
 *
 * @param together how many threads were inside at its begin, itself included
 * @param fence the fencing number; 0 if it has none
 */
record Interval(long begin, long end, long together, long fence) {
    static Interval parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Interval(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    String line() {
        return begin + " " + end + " " + together + " " + fence;
    }
}
