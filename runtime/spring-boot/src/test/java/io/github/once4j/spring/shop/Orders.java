package io.github.once4j.spring.shop;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import jakarta.validation.constraints.NotBlank;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.validation.annotation.Validated;

/** Guarded methods with other annotations of Spring. */
@Service
@Validated
public abstract class Orders {
    private final Journal journal;
    private volatile CountDownLatch started = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    protected Orders(Journal journal) {
        this.journal = journal;
    }

    /** Lets bodies wait until {@link #open}. */
    public void close() {
        started = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    public void open() {
        gate.countDown();
    }

    public boolean awaitStart() throws InterruptedException {
        return started.await(20, TimeUnit.SECONDS);
    }

    private String work(String run) throws InterruptedException {
        journal.add(run);
        started.countDown();
        gate.await(60, TimeUnit.SECONDS);
        return "done " + run;
    }

    @Once(key = "order-{id}", returnOnLocked = "busy")
    public String pay(@NotBlank String id) throws InterruptedException {
        return work("pay " + id);
    }

    @Once(key = "ship-{id}", returnOnLocked = "busy")
    public CompletableFuture<String> ship(String id) {
        journal.add("ship");
        started.countDown();
        return CompletableFuture.supplyAsync(() -> {
            try {
                gate.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return "shipped " + id;
        });
    }

    @Once(key = "async", raiseOnLocked = true)
    public CompletableFuture<String> async(Supplier<String> body) {
        return CompletableFuture.completedFuture(body.get());
    }

    @Async
    @Once(key = "mail-{id}")
    public void mail(String id) throws InterruptedException {
        work("mail " + id);
    }

    @Retryable(maxAttempts = 5, backoff = @Backoff(delay = 10))
    @Once(key = "retry-{id}", raiseOnLocked = true)
    public void retry(String id) {
        journal.add("retry");
        if (journal.count("retry") < 3) {
            throw new IllegalStateException("again");
        }
    }

    @EventListener
    @Once(key = "event-{event.id}")
    public void on(Paid event) throws InterruptedException {
        work("event " + event.id());
    }

    /** Runs until its lease is lost. */
    @Once(key = "endless", returnOnLocked = "-1")
    public int endless(Lease lease) throws InterruptedException {
        started.countDown();
        var lost = new CountDownLatch(1);
        lease.onLost(lost::countDown);
        lost.await(60, TimeUnit.SECONDS);
        journal.add("told");
        return 1;
    }

    /** Published when an order was paid. */
    public record Paid(String id) {}
}
