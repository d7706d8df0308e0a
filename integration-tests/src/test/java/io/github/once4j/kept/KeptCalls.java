package io.github.once4j.kept;

import io.github.once4j.kept.Jobs.Order;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceLockedException;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Calls the guarded classes, free and locked, and returns how many of its checks held; the first that does not is thrown. */
public final class KeptCalls implements Callable<Integer> {
    private static final Order ORDER = new Order(7, UUID.fromString("00000000-0000-0000-0000-000000000007"));
    private static final Runnable NOTHING = () -> {};

    private int checks;

    @Override
    public Integer call() throws Exception {
        try (OnceGuard guard = OnceGuard.inMemory()) {
            var jobs = new JobsOnce(guard, "eu");
            sync(jobs);
            async(jobs);
            reactive(jobs);
            delegate(new FeedOnce<>(guard, new Letters()));
        }
        return checks;
    }

    private void sync(JobsOnce jobs) {
        is(7, jobs.sync("acme", ORDER, () -> {
            is(-1, jobs.sync("acme", ORDER, NOTHING));
            is(true, jobs.isLockedSync("acme", ORDER));
            is(false, jobs.isLockedSync("other", ORDER));
            is(true, jobs.holderOfSync("acme", ORDER).isPresent());
        }));
        is(false, jobs.isLockedSync("acme", ORDER));
        is(1L, jobs.raise(DayOfWeek.MONDAY, ORDER, () -> {
            try {
                jobs.raise(DayOfWeek.MONDAY, ORDER, NOTHING);
                is("locked", "run");
            } catch (OnceLockedException locked) {
                is("raise-eu/MONDAY/" + ORDER.number(), locked.key());
            }
        }));
        try {
            jobs.all(() -> {
                is(true, jobs.isLockedWhole());
                is(true, jobs.releaseWhole());
            });
            is("lost", "ended");
        } catch (OnceLeaseLostException lost) {
            is("all", lost.key());
        }
        is(Optional.of("FRIDAY"), jobs.daily(DayOfWeek.FRIDAY));
        is(Optional.empty(), jobs.daily(DayOfWeek.FRIDAY));
        is(true, jobs.releaseDaily(DayOfWeek.FRIDAY));
    }

    private void async(JobsOnce jobs) {
        var work = new CompletableFuture<String>();
        CompletableFuture<String> first = jobs.async(1, work);
        is("locked", jobs.async(1, work).join());
        is(true, jobs.isLockedAsync(1).join());
        is(true, jobs.holderOfAsync(1).join().isPresent());
        work.complete("worked");
        is("worked", first.join());
        is(false, jobs.releaseAsync(1).join());
        is(Optional.of("text"), jobs.stage(1, "text").toCompletableFuture().join());
    }

    private void reactive(JobsOnce jobs) {
        var work = new CompletableFuture<String>();
        CompletableFuture<String> first = jobs.mono(1, work).toFuture();
        is(Optional.empty(), jobs.mono(1, work).blockOptional());
        is(true, jobs.isLockedMono(1).block());
        work.complete("worked");
        is("worked", first.join());
        is(List.of(0, 1), jobs.flux(2).collectList().block());
        is("uni3", jobs.uni(3).await().indefinitely());
        is(List.of(0, 1), jobs.multi(2).collect().asList().await().indefinitely());
        is(false, jobs.isLockedMulti(2).await().indefinitely());
    }

    private void delegate(FeedOnce<String> feed) throws IOException {
        is(List.of("b", "c"), feed.read("a", "b", "c"));
        is("feed", feed.kind());
        is(false, feed.isLockedRead("a"));
        try {
            feed.push("a").join();
            is("failed", "worked");
        } catch (CompletionException failed) {
            is(
                    IllegalStateException.class,
                    Objects.requireNonNull(failed.getCause()).getClass());
        }
        is(false, feed.releasePush("a").join());
    }

    private void is(Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError("expected " + expected + ", found " + found + ", after " + checks + " checks");
        }
        checks++;
    }

    private static final class Letters implements Feed<String> {
        @Override
        public List<String> read(String name, String part, String... more) {
            return List.of(part, more[0]);
        }

        @Override
        public CompletableFuture<Boolean> push(String name) {
            return CompletableFuture.failedFuture(new IllegalStateException("no"));
        }
    }
}
