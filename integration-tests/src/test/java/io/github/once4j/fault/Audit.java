package io.github.once4j.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.once4j.fault.Command.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server really executed, as its MONITOR tells: counts the lock's commands, and checks each write that a script made
 * against what the key held.
 */
public final class Audit implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("\\S+ \\[\\d+ (\\S+)\\] (.*)");
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final RedisProcess redis;
    private final Socket socket;
    private final Map<Command, Integer> sent = new ConcurrentHashMap<>();
    private final Map<String, Integer> stored = new ConcurrentHashMap<>();
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Set<String> marks = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> wrongs = new ConcurrentLinkedQueue<>();
    private List<Command> current = List.of();

    public Audit(RedisProcess redis) throws IOException {
        this.redis = redis;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        socket.getOutputStream().write(Resp.request("MONITOR"));
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        lines.readLine(); // +OK: from here on, nothing is missed
        FaultProxy.daemon("audit", () -> read(lines));
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var parts = LINE.matcher(line);
                if (parts.matches()) {
                    List<String> words = WORD.matcher(parts.group(2))
                            .results()
                            .map(MatchResult::group)
                            .map(word -> word.substring(1, word.length() - 1))
                            .toList();
                    executed(parts.group(1).equals("lua"), words);
                }
            }
        } catch (IOException theServerIsGone) {
            // and so are its keys, or what becomes of them another server's audit tells
        }
    }

    private void executed(boolean byScript, List<String> words) {
        String name = words.get(0).toUpperCase(Locale.ROOT);
        switch (name) {
            case "EVAL", "EVALSHA" -> {
                current = Command.of(words);
                current.forEach(each -> sent.merge(each, 1, Integer::sum));
            }
            case "ECHO" -> marks.add(words.get(1));
            case "FLUSHALL" -> values.clear();
            case "SET", "DEL", "PEXPIRE" -> {
                List<Command> conditional = byScript ? List.of() : Command.of(words);
                if (conditional.isEmpty()) {
                    wrote(byScript, name, words);
                } else {
                    wroteIf(conditional.get(0), words);
                }
            }
            default -> {}
        }
    }

    private void wrote(boolean byScript, String name, List<String> words) {
        String key = words.get(1);
        if (byScript) {
            Command by = current.stream()
                    .filter(each -> each.key().equals(key))
                    .findAny()
                    .orElse(null);
            if (by == null) {
                return; // the fence
            }
            boolean granted = by.kind() == Kind.ACQUIRE && name.equals("SET");
            String held = values.get(key);
            if (!granted && !by.token().equals(held)) {
                wrongs.add(by + " did " + words + " where the key held " + held);
            }
        }
        if (name.equals("SET")) {
            values.put(key, words.get(2));
            stored.merge(words.get(2), 1, Integer::sum);
        } else if (name.equals("DEL")) {
            values.remove(key);
        }
    }

    /** A SET that the server executes on a condition, which it compares itself. */
    private void wroteIf(Command command, List<String> words) {
        sent.merge(command, 1, Integer::sum);
        boolean isThere = command.token().equals(values.get(command.key()));
        if (command.kind() == Kind.ACQUIRE && !isThere) {
            wrote(false, "SET", words);
        } else if (command.kind() == Kind.RELEASE && isThere) {
            values.put(command.key(), words.get(2));
        }
    }

    /** How many commands of a kind were sent for a key. */
    int sent(Kind kind, String key) {
        return sent.entrySet().stream()
                .filter(each ->
                        each.getKey().kind() == kind && each.getKey().key().equals(key))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How many times a token was stored. */
    int stored(String token) {
        return stored.getOrDefault(token, 0);
    }

    /** The token that a key was last sent for with; {@code null} if it never was. */
    @Nullable
    String token(String key) {
        return sent.keySet().stream()
                .filter(each -> each.kind() == Kind.ACQUIRE && each.key().equals(key))
                .map(Command::token)
                .findAny()
                .orElse(null);
    }

    /** Waits until everything is counted that was executed before now. */
    public void catchUp() throws IOException, InterruptedException {
        String mark = "mark-" + System.nanoTime();
        redis.command("ECHO", mark);
        long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!marks.contains(mark) && System.nanoTime() - bound < 0) {
            Thread.sleep(2);
        }
    }

    /** Writes of a script to a key that held something else than its token. */
    public List<String> wrongs() {
        return new ArrayList<>(wrongs);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
