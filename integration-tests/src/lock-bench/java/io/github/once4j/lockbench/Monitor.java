package io.github.once4j.lockbench;

import io.lettuce.core.RedisClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Counts the commands that a server receives, by its own MONITOR: its other statistics count what scripts do inside of it,
 * too.
 */
final class Monitor {
    private static final String END = "lock-bench-end";
    private static final int ANSWER_WITHIN_MILLIS = 5_000;

    private Monitor() {}

    /** The commands that come in while an action runs. */
    static int count(RedisClient client, int port, Action action) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var lines = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                var ending = client.connect()) {
            socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
            ending.sync().ping(); // what it says of itself when it has connected is not counted
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            lines.readLine(); // +OK
            action.run();
            ending.sync().echo(END);
            return count(lines);
        }
    }

    private static int count(BufferedReader lines) throws IOException {
        int commands = 0;
        for (String line = lines.readLine(); line != null && !line.contains(END); line = lines.readLine()) {
            if (!line.contains(" lua] ")) {
                commands++;
            }
        }
        return commands;
    }

    /** What is watched. */
    interface Action {
        void run() throws Exception;
    }
}
