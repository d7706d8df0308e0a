package io.github.once4j.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/** A guarded call on a thread of its own whose body was entered, and waits there for the test. */
final class Occupied<T> {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final FutureTask<T> call;

    private Occupied(Call<T> call) {
        this.call = new FutureTask<>((Callable<T>) () -> call.with(this::stay));
    }

    /** A guarded call whose body is to be, or to begin with, the one that is given. */
    interface Call<T> {
        T with(Action body) throws Exception;
    }

    /** Makes the call, and returns when its body has been entered. */
    static <T> Occupied<T> by(Call<T> call) throws Exception {
        var occupied = new Occupied<>(call);
        var thread = new Thread(occupied.call, "occupied");
        thread.setDaemon(true);
        thread.start();
        if (!occupied.entered.await(10, SECONDS)) {
            throw new AssertionError("The body was not entered");
        }
        return occupied;
    }

    /**
     * Makes an async call, and returns when its body has been entered: not every client keeps the order of the calls of a thread.
     *
     * @param stage what the body answers
     */
    static <T> CompletableFuture<T> stage(
            Function<Supplier<CompletableFuture<T>>, CompletableFuture<T>> call, CompletableFuture<T> stage) {
        var entered = new CompletableFuture<Void>();
        CompletableFuture<T> result = call.apply(() -> {
            entered.complete(null);
            return stage;
        });
        entered.orTimeout(10, SECONDS).join();
        return result;
    }

    /** Lets the body go on, and answers what the call answers. */
    T leave() throws Exception {
        left.countDown();
        return result();
    }

    /** What the call answers, if its body ends without being let go. */
    T result() throws Exception {
        try {
            return call.get(10, SECONDS);
        } catch (ExecutionException thrown) {
            throw thrown.getCause() instanceof Exception exception ? exception : thrown;
        }
    }

    private void stay() throws Exception {
        entered.countDown();
        if (!left.await(20, SECONDS)) {
            throw new AssertionError("The body was not let go");
        }
    }
}
