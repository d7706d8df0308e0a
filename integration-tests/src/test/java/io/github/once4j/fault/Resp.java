package io.github.once4j.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Redis's wire format, as much of it as a proxy needs: where a frame ends, and which words a request has. */
final class Resp {
    private Resp() {}

    /**
     * Reads one request, reply or push, with everything that is nested in it.
     *
     * @throws EOFException if the stream ends
     */
    static byte[] frame(InputStream in) throws IOException {
        var frame = new ByteArrayOutputStream();
        copy(in, frame);
        return frame.toByteArray();
    }

    private static void copy(InputStream in, ByteArrayOutputStream frame) throws IOException {
        String line = line(in, frame);
        switch (line.charAt(0)) {
            case '$', '=', '!' -> {
                int length = Integer.parseInt(line.substring(1));
                if (length >= 0) {
                    byte[] bytes = in.readNBytes(length + 2);
                    if (bytes.length < length + 2) {
                        throw new EOFException();
                    }
                    frame.write(bytes);
                }
            }
            case '*', '~', '>' -> copy(Integer.parseInt(line.substring(1)), in, frame);
            case '%' -> copy(2 * Integer.parseInt(line.substring(1)), in, frame);
            case '|' -> copy(2 * Integer.parseInt(line.substring(1)) + 1, in, frame);
            default -> {} // all of it is in its line
        }
    }

    private static void copy(int frames, InputStream in, ByteArrayOutputStream frame) throws IOException {
        for (int i = 0; i < frames; i++) {
            copy(in, frame);
        }
    }

    private static String line(InputStream in, ByteArrayOutputStream frame) throws IOException {
        var line = new StringBuilder();
        int last = 0;
        for (int next = in.read(); ; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            frame.write(next);
            line.append((char) next);
            if (last == '\r' && next == '\n') {
                return line.substring(0, line.length() - 2);
            }
            last = next;
        }
    }

    /** The words of a request. */
    static List<String> words(byte[] request) {
        List<String> words = new ArrayList<>();
        String text = new String(request, ISO_8859_1);
        int at = text.indexOf("\r\n") + 2;
        while (at < text.length()) {
            int end = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at + 1, end));
            words.add(text.substring(end + 2, end + 2 + length));
            at = end + 2 + length + 2;
        }
        return words;
    }

    /** A request; each character is one byte. */
    static byte[] request(String... words) {
        var request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$').append(word.length()).append("\r\n");
            request.append(word).append("\r\n");
        }
        return request.toString().getBytes(ISO_8859_1);
    }

    /** Sends one request on a connection of its own; answers the reply's text, an error's too. */
    static String ask(int port, byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            String reply = new String(frame(socket.getInputStream()), ISO_8859_1);
            return reply.charAt(0) == '$' && reply.charAt(1) != '-'
                    ? reply.substring(reply.indexOf("\r\n") + 2, reply.length() - 2)
                    : reply.substring(0, reply.length() - 2);
        }
    }
}
