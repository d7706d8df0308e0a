package io.github.once4j.runtime.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Code of a user that fails once: at one call of one method of one interface. All other calls are passed on. */
final class Faulty {
    /** What happens at the call. */
    enum Fault {
        RUNTIME_EXCEPTION,
        OUT_OF_MEMORY,
        STACK_OVERFLOW,
        OTHER_ERROR,
        CHECKED_EXCEPTION,
        /** Or, without a result, does nothing: a task never runs. */
        RETURNS_NULL,
        RUNS_TWICE,
        NEVER_RETURNS
    }

    /** Checked, and nowhere declared: as Kotlin throws. */
    private static final class CheckedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final class OtherError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final String place;
    private final int call;
    private final Fault fault;
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean armed;

    /**
     * A fault.
     *
     * @param place a name and a method, such as {@code NxClient.acquire}
     * @param call at which call after {@link #arm}, from 1
     */
    Faulty(String place, int call, Fault fault) {
        this.place = place;
        this.call = call;
        this.fault = fault;
    }

    /** No fault: counts the calls of each place, of which one is used instead of another. */
    static Faulty counting(String name) {
        return new Faulty(name + ".", 0, Fault.RETURNS_NULL);
    }

    private final Map<String, AtomicInteger> counted = new ConcurrentHashMap<>();

    Map<String, AtomicInteger> counted() {
        return counted;
    }

    void arm() {
        armed = true;
    }

    /** Lets calls return that never returned. */
    void end() {
        end.countDown();
    }

    boolean is(String name) {
        return place.startsWith(name + ".");
    }

    @Override
    public String toString() {
        return fault + " at call " + call + " of " + place;
    }

    /** An object of an interface that does what another one does, but for the fault. */
    <T> T wrap(String name, Class<T> type, T real) {
        T proxy = type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String called = name + "." + method.getName();
                    if (armed && isCounted(method)) {
                        counted.computeIfAbsent(called, key -> new AtomicInteger())
                                .incrementAndGet();
                    }
                    if (!armed || !called.equals(place) || calls.incrementAndGet() != call) {
                        return invoke(method, real, arguments);
                    }
                    return fail(method, real, arguments);
                }));
        return fault == Fault.CHECKED_EXCEPTION && is(name) ? UndeclaredThrower.of(type, proxy) : proxy;
    }

    private static boolean isCounted(Method method) {
        return method.getDeclaringClass() != Object.class || method.getName().equals("toString");
    }

    private @Nullable Object fail(Method method, Object real, Object @Nullable [] arguments) throws Throwable {
        switch (fault) {
            case RUNTIME_EXCEPTION -> throw new IllegalStateException("fault");
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("fault");
            case STACK_OVERFLOW -> throw new StackOverflowError("fault");
            case OTHER_ERROR -> throw new OtherError();
            case CHECKED_EXCEPTION -> throw new CheckedException();
            case RUNS_TWICE -> {
                invoke(method, real, arguments);
                return invoke(method, real, arguments);
            }
            case NEVER_RETURNS -> {
                end.await();
                return null;
            }
            default -> {
                return null;
            }
        }
    }

    private static @Nullable Object invoke(Method method, Object real, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
