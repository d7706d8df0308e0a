package io.github.once4j.test;

import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceMethod;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Counts runs and skips, by method and key. */
final class CountingListener implements OnceListener {
    private final Map<Call, Integer> runs = new ConcurrentHashMap<>();
    private final Map<Call, Integer> skips = new ConcurrentHashMap<>();

    @Override
    public void acquired(Acquired event) {
        runs.merge(new Call(event.method(), event.lease().key()), 1, Integer::sum);
    }

    @Override
    public void locked(Locked event) {
        skips.merge(new Call(event.method(), event.key()), 1, Integer::sum);
    }

    Count of(String key) {
        Objects.requireNonNull(key, "key");
        return count("Key `" + key + "`", call -> call.key.equals(key));
    }

    Count of(Class<?> type, String method) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(method, "method");
        return count(
                type.getSimpleName() + "." + method,
                call -> call.method.type() == type && call.method.name().equals(method));
    }

    private Count count(String what, Predicate<Call> counted) {
        return new Count(what, sum(runs, counted), sum(skips, counted));
    }

    private static int sum(Map<Call, Integer> counts, Predicate<Call> counted) {
        return counts.entrySet().stream()
                .filter(each -> counted.test(each.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private record Call(OnceMethod method, String key) {}

    /** How often something ran, and was skipped. */
    record Count(String what, int runs, int skips) {
        void assertOneRun() {
            if (runs != 1) {
                throw new AssertionError(
                        what + " ran " + runs + " times, not once, and was skipped " + skips + " times.");
            }
        }
    }
}
