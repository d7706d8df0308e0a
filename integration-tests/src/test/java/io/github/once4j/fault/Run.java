package io.github.once4j.fault;

/**
 * One run of a guarded body: for how long it believed that it holds its key. The times are of {@code System.nanoTime}, which
 * on Linux is the machine's monotonic clock: the processes of one machine share it.
 *
 * @param who the process
 * @param fence the fencing number
 * @param begin when the body began
 * @param end when the body ended, was told of the loss, or the last deadline that it knew of was over
 */
public record Run(String who, String key, String token, long fence, long begin, long end) {

    /** False for a body that found its lease lost from the start: its process was stopped between the grant and the body. */
    boolean believed() {
        return end - begin > 0;
    }

    /** The run as a line of a process's output. */
    public String line() {
        return String.join("|", who, key, token, Long.toString(fence), Long.toString(begin), Long.toString(end));
    }

    public static Run parse(String line) {
        String[] parts = line.split("\\|", -1);
        return new Run(
                parts[0],
                parts[1],
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }
}
