package io.github.once4j.lockbench;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.OnceGenerated;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the first guarded call of a fresh JVM adds to a program that does nothing, from its start to its end; the two
 * programs take turns.
 *
 * @param emptyMillis the program that does nothing
 * @param addedMillis what the call adds to the run before
 */
record FirstCall(Spread emptyMillis, Spread addedMillis) {
    /** What an application has: once4j, and not all that this benchmark needs. */
    private static final String CLASS_PATH = Stream.of(FirstCall.class, OnceGuard.class, OnceGenerated.class)
            .map(type -> Path.of(URI.create(
                            type.getProtectionDomain().getCodeSource().getLocation().toString()))
                    .toString())
            .collect(Collectors.joining(File.pathSeparator));

    static FirstCall run(int starts) throws IOException, InterruptedException {
        System.out.println("first guarded call of a JVM");
        List<Double> empty = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        for (int start = -1; start < starts; start++) {
            double without = millis(EmptyMain.class);
            double with = millis(FirstCallMain.class);
            if (start >= 0) {
                empty.add(without);
                added.add(with - without);
            }
        }
        return new FirstCall(Spread.of(empty), Spread.of(added));
    }

    private static double millis(Class<?> main) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ChildJvm child = ChildJvm.start(CLASS_PATH, main);
        child.output();
        if (child.process().waitFor() != 0) {
            throw new IllegalStateException(main + " failed");
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
