package io.github.once4j.lockbench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first guarded call of a fresh JVM adds to a program that does nothing, from its start to its end; the two
 * programs take turns.
 *
 * @param emptyMillis the program that does nothing
 * @param addedMillis what the call adds to the run before
 */
record FirstCall(Spread emptyMillis, Spread addedMillis) {
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
        ChildJvm child = ChildJvm.start(main);
        child.output();
        if (child.process().waitFor() != 0) {
            throw new IllegalStateException(main + " failed");
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
