package io.github.once4j.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Counts what ran and what was skipped, and passes on what it is told. */
final class RunCounts implements OnceListener {
    private final OnceListener next;
    private final Map<Call, Integer> runs = new ConcurrentHashMap<>();
    private final Map<Call, Integer> skips = new ConcurrentHashMap<>();

    RunCounts(OnceListener next) {
        this.next = next;
    }

    @Override
    public void acquired(OnceMethod method, Lease lease) {
        runs.merge(new Call(method, lease.key()), 1, Integer::sum);
        next.acquired(method, lease);
    }

    @Override
    public void locked(OnceMethod method, String key, LockHolder holder) {
        skips.merge(new Call(method, key), 1, Integer::sum);
        next.locked(method, key, holder);
    }

    @Override
    public void released(OnceMethod method, Lease lease) {
        next.released(method, lease);
    }

    @Override
    public void leaseLost(OnceMethod method, Lease lease, String reason) {
        next.leaseLost(method, lease, reason);
    }

    @Override
    public void backendFailed(OnceMethod method, String key, Throwable failure) {
        next.backendFailed(method, key, failure);
    }

    Count of(String key) {
        return count("Key `" + key + "`", call -> call.key.equals(key));
    }

    Count of(Class<?> type, String method) {
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
