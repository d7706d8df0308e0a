package io.github.once4j.lockbench;

import io.github.once4j.OnceGenerated;
import io.github.once4j.runtime.OnceGuard;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the first guarded call of a fresh JVM adds to a program that does nothing, from its start to its end; the programs take
 * turns.
 *
 * @param emptyMillis the program that does nothing
 * @param addedMillis what the call adds to the run before, by contestant
 */
record FirstCall(Spread emptyMillis, Map<String, Spread> addedMillis) {
    static final String IN_MEMORY = "once4j, in memory";

    private static final List<Peer> ON_REDIS =
            List.of(Peer.RAW, Peer.ONCE4J, Peer.SHEDLOCK, Peer.REDISSON_LEASE, Peer.SPRING_INTEGRATION, Peer.LOCK4J);

    /** What an application has: once4j, and not all that this benchmark needs. */
    private static final String CLASS_PATH = Stream.of(FirstCall.class, OnceGuard.class, OnceGenerated.class)
            .map(type -> Path.of(URI.create(
                            type.getProtectionDomain().getCodeSource().getLocation().toString()))
                    .toString())
            .collect(Collectors.joining(File.pathSeparator));

    static FirstCall run(int starts, String redis) throws IOException, InterruptedException {
        System.out.println("first guarded call of a JVM");
        List<Double> empty = new ArrayList<>();
        Map<String, List<Double>> added = new LinkedHashMap<>();
        for (int start = -1; start < starts; start++) {
            double without = millis(CLASS_PATH, EmptyMain.class);
            Map<String, Double> with = new LinkedHashMap<>();
            with.put(IN_MEMORY, millis(CLASS_PATH, FirstCallMain.class));
            for (Peer peer : ON_REDIS) {
                with.put(
                        onRedis(peer),
                        millis(System.getProperty("java.class.path"), FirstCallOnRedis.class, peer.name(), redis));
            }
            if (start >= 0) {
                empty.add(without);
                with.forEach((label, millis) ->
                        added.computeIfAbsent(label, any -> new ArrayList<>()).add(millis - without));
            }
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        added.forEach((label, millis) -> spreads.put(label, Spread.of(millis)));
        return new FirstCall(Spread.of(empty), spreads);
    }

    static String onRedis(Peer peer) {
        return peer.label + ", on Redis";
    }

    private static double millis(String classPath, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        ChildJvm child = ChildJvm.start(List.of(), classPath, main, arguments);
        String output = child.output();
        if (child.process().waitFor() != 0) {
            throw new IllegalStateException(main + " failed: " + output);
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
