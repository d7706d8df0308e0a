package io.github.once4j.runtime.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.internal.Faulty.Fault;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever code of a user throws, drops, repeats or never returns from, at each of its calls: each guarded call has an outcome in
 * bounded time, its key is free after its lease at most, other leases are renewed, and nothing is left. The places are read from
 * the public types, so that none can be forgotten. {@code -Plong -Dforeign.calls=1000} lets each call fail, not only the first two.
 */
class ForeignCodeTest {
    private static final Logger LOG = Logger.getLogger("io.github.once4j");

    private static final int AT_ONCE = 128;

    /** Each fault at so many calls of its place. */
    private static final int CALLS = Integer.getInteger("foreign.calls", 2);

    /** Places where a user passes an object, and the name under which {@link ForeignCodeRun} lets it fail. */
    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("NxClient", "NxClient"),
            Map.entry("CompletionStage of NxClient", "ClientStage"),
            Map.entry("BlockingNxClient", "BlockingNxClient"),
            Map.entry("Executor of NxClient.blocking", "BlockingExecutor"),
            Map.entry("GuardScheduler", "GuardScheduler"),
            Map.entry("OnceListener", "OnceListener"),
            Map.entry("ReleaseGate", "ReleaseGate"),
            Map.entry("Executor of Builder.executor", "Executor"),
            Map.entry("UnaryOperator of Builder.taskDecorator", "Decorator"),
            Map.entry("Function of Builder.placeholders", "Placeholders"),
            Map.entry("Runnable of Lease.onLost", "OnLost"),
            Map.entry("Runnable of OnceGuard.tryRun", "Action"),
            Map.entry("Supplier of GuardedMethod.runAsync", "Key"),
            Map.entry("AsyncBody", "AsyncBody"),
            Map.entry("ReactiveBody", "ReactiveBody"),
            Map.entry("CompletionStage of AsyncBody", "BodyStage"),
            Map.entry("LongSupplier of InMemoryNxClient.InMemoryNxClient", "Clock"));

    /** The same kind as another place, or never an object of a user. */
    private static final Set<String> COVERED = Set.of(
            "Supplier of GuardedMethod.runAsyncOrThrow",
            "Supplier of GuardedMethod.isLockedAsync",
            "Supplier of GuardedMethod.releaseAsync",
            "Supplier of GuardedMethod.holderAsync",
            "Runnable of GuardScheduler.scheduleSend", // the guard's own tasks
            "Runnable of GuardScheduler.scheduleDeadline",
            "Runnable of GuardScheduler.runCallback",
            "BooleanSupplier of GuardScheduler.await",
            "OnceGuard", // only a guard of the builder is accepted
            "Registration",
            "Run", // the guard's
            "Target", // the guard itself
            "Lease", // the guard's
            "Token");

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF); // hundreds of faults are no news here
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    @Test
    void everyPlaceIsKnown() throws Exception {
        var known = new TreeSet<>(PLACES.keySet());
        known.addAll(COVERED);
        Set<String> found = places();
        found.removeIf(
                each -> each.startsWith("Supplier of MutinyCalls.") || each.startsWith("Supplier of ReactorCalls."));
        assertThat(found).isEqualTo(known);
    }

    @Test
    void noPlaceBreaksALease() throws Exception {
        Set<String> threadsBefore = guardThreads();
        List<Faulty> faults = new ArrayList<>();
        for (Map.Entry<String, Integer> place : calls().entrySet()) {
            for (Fault fault : Fault.values()) {
                for (int call = 1; call <= Math.min(place.getValue(), CALLS); call++) {
                    if (ForeignCodeRun.isPossible(place.getKey(), fault)) {
                        faults.add(new Faulty(place.getKey(), call, fault));
                    }
                }
            }
        }
        assertThat(problems(faults)).isEmpty();
        assertThat(faults).hasSizeGreaterThan(200);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(guardThreads()).isSubsetOf(threadsBefore));
    }

    /** Whatever is logged: a lost lease, a listener that throws, a foreign key. */
    @Test
    void aLoggerThatThrowsBreaksNothing() throws Exception {
        var published = new AtomicInteger();
        var broken = new Handler() {
            @Override
            public void publish(LogRecord record) {
                published.incrementAndGet();
                throw new NoClassDefFoundError("the logger's");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOG.setLevel(Level.ALL);
        LOG.setUseParentHandlers(false);
        LOG.addHandler(broken);
        try {
            assertThat(problems(Stream.of("none.none", "OnceListener.leaseLost", "OnLost.run", "NxClient.onTimeout")
                            .map(place -> new Faulty(place, 1, Fault.OTHER_ERROR))
                            .toList()))
                    .isEmpty();
        } finally {
            LOG.removeHandler(broken);
            LOG.setUseParentHandlers(true);
            LOG.setLevel(Level.OFF);
        }
        assertThat(published.get()).isPositive();
    }

    /** How often each method of a user is called in a run without a fault. */
    private static Map<String, Integer> calls() throws Exception {
        List<Faulty> none = Stream.of("", "BlockingNxClient", "ClientStage")
                .map(Faulty::counting)
                .toList();
        assertThat(problems(none)).isEmpty();
        var calls = new TreeMap<String, Integer>();
        none.forEach(each -> each.counted().forEach((place, count) -> calls.put(place, count.get())));
        for (String name : Stream.concat(PLACES.values().stream(), Stream.of(ForeignFlux.PLACES))
                .toList()) {
            assertThat(calls.keySet()).as("calls of " + name).anyMatch(call -> call.startsWith(name + "."));
        }
        return calls;
    }

    /** What went wrong in a run of each; a run mostly waits, so many are under way at once. */
    private static List<String> problems(List<Faulty> faults) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<List<String>>> runs = new ArrayList<>();
        for (Faulty faulty : faults) {
            runs.add(threads.submit(() -> new ForeignCodeRun(faulty).problems()));
        }
        threads.shutdown();
        List<String> problems = new ArrayList<>();
        for (Future<List<String>> run : runs) {
            problems.addAll(run.get());
        }
        return problems;
    }

    private static Set<String> guardThreads() {
        var names = new TreeSet<String>();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().startsWith("once4j") && each.isAlive()) {
                names.add(each.getName() + "-" + each.getId());
            }
        }
        return names;
    }

    // ---- the places, from the types

    private static Set<String> places() throws Exception {
        var found = new TreeSet<String>();
        for (Class<?> type : publicTypes()) {
            if (type.isInterface() && !type.isSealed()) {
                found.add(type.getSimpleName());
                if (!type.isAnnotationPresent(FunctionalInterface.class) && type != OnceGuard.class) {
                    addStages(type, found);
                }
            }
            if (type.isAnnotationPresent(FunctionalInterface.class)) {
                addStages(type, found);
            }
            Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                    .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                    .forEach(each -> addParameters(type, each, found));
        }
        return found;
    }

    private static void addStages(Class<?> type, Set<String> found) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getReturnType().getSimpleName().equals("CompletionStage")) {
                found.add("CompletionStage of " + type.getSimpleName());
            }
        }
    }

    private static void addParameters(Class<?> type, Executable method, Set<String> found) {
        String name = method instanceof Method ? method.getName() : type.getSimpleName();
        for (Parameter parameter : method.getParameters()) {
            Class<?> wanted = parameter.getType();
            if (wanted.isInterface() && wanted.getName().startsWith("java.util.") && !isCollection(wanted)
                    || wanted == Runnable.class) {
                found.add(wanted.getSimpleName() + " of " + type.getSimpleName() + "." + name);
            }
        }
    }

    private static boolean isCollection(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    /** The public types of the rooms that are exported: all but {@code internal}. */
    private static List<Class<?>> publicTypes() throws Exception {
        Path root = Path.of(OnceGuard.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root.resolve("io/github/once4j/runtime"))) {
            List<Class<?>> types = new ArrayList<>();
            for (Path file : (Iterable<Path>) files.filter(ForeignCodeTest::isExported)::iterator) {
                String name = root.relativize(file).toString().replace('/', '.');
                Class<?> type = Class.forName(
                        name.substring(0, name.length() - ".class".length()),
                        false,
                        ForeignCodeTest.class.getClassLoader());
                if (isPublic(type)) {
                    types.add(type);
                }
            }
            return types;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static boolean isExported(Path file) {
        String path = file.toString();
        return path.endsWith(".class") && !path.endsWith("-info.class") && !path.contains("/internal/");
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }
}
