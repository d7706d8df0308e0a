package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Throws the checked exception itself that a proxy has to wrap, since its method does not declare one. */
final class UndeclaredThrower {
    /** The places at which it can stand, by the names of {@link ForeignCodeRun}. */
    static final Set<String> NAMES = Set.of(
            "OnceListener",
            "ReleaseGate",
            "Executor",
            "BlockingExecutor",
            "Decorator",
            "Decorated",
            "Placeholders",
            "OnLost",
            "Action",
            "Key",
            "AsyncBody",
            "Clock");

    private UndeclaredThrower() {}

    @SuppressWarnings("unchecked")
    static <T> T of(Class<T> type, T proxy) {
        Object thrower = proxy; // declares what it throws
        if (proxy instanceof OnceListener listener) {
            thrower = listener(listener);
        } else if (proxy instanceof ReleaseGate gate) {
            thrower = (ReleaseGate) run -> unwrapped(() -> gate.keeps(run));
        } else if (proxy instanceof Executor executor) {
            thrower = (Executor) task -> run(() -> executor.execute(task));
        } else if (proxy instanceof UnaryOperator<?> operator) {
            thrower = (UnaryOperator<Object>) each -> unwrapped(() -> ((UnaryOperator<Object>) operator).apply(each));
        } else if (proxy instanceof Function<?, ?> function) {
            thrower = (Function<Object, Object>)
                    each -> unwrapped(() -> ((Function<Object, Object>) function).apply(each));
        } else if (proxy instanceof Supplier<?> supplier) {
            thrower = (Supplier<Object>) () -> unwrapped(supplier::get);
        } else if (proxy instanceof LongSupplier supplier) {
            thrower = (LongSupplier) () -> unwrapped(supplier::getAsLong);
        } else if (proxy instanceof Runnable runnable) {
            thrower = (Runnable) () -> run(runnable);
        }
        return type.cast(thrower);
    }

    private static OnceListener listener(OnceListener proxy) {
        return new OnceListener() {
            @Override
            public void acquired(Acquired event) {
                run(() -> proxy.acquired(event));
            }

            @Override
            public void locked(Locked event) {
                run(() -> proxy.locked(event));
            }

            @Override
            public void released(Released event) {
                run(() -> proxy.released(event));
            }

            @Override
            public void leaseLost(LeaseLost event) {
                run(() -> proxy.leaseLost(event));
            }

            @Override
            public void backendFailed(BackendFailed event) {
                run(() -> proxy.backendFailed(event));
            }
        };
    }

    private static void run(Runnable action) {
        unwrapped(() -> {
            action.run();
            return true;
        });
    }

    private static <R> R unwrapped(Callable<R> action) {
        try {
            return action.call();
        } catch (UndeclaredThrowableException wrapped) {
            throw UndeclaredThrower.<RuntimeException>undeclared(wrapped.getUndeclaredThrowable());
        } catch (Exception thrown) {
            throw UndeclaredThrower.<RuntimeException>undeclared(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X undeclared(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
