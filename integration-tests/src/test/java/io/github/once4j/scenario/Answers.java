package io.github.once4j.scenario;

import io.github.once4j.Once;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A method for each kind of answer, all with one key; each counts its runs. */
@SuppressWarnings("once4j:shared-key") // one key is held for all of them
abstract class Answers {
    final AtomicInteger runs = new AtomicInteger();

    // ---- nothing set

    @Once(key = "answer")
    void nothing() {
        runs.incrementAndGet();
    }

    @Once(key = "answer")
    @Nullable
    String reference() {
        return ran("text");
    }

    @Once(key = "answer")
    @Nullable
    Integer box() {
        return ran(7);
    }

    @Once(key = "answer")
    Optional<String> optional() {
        return ran(Optional.of("text"));
    }

    @Once(key = "answer")
    OptionalInt optionalInt() {
        return ran(OptionalInt.of(7));
    }

    @Once(key = "answer")
    List<String> list() {
        return ran(List.of("text"));
    }

    @Once(key = "answer")
    Set<String> set() {
        return ran(Set.of("text"));
    }

    @Once(key = "answer")
    Map<String, Integer> map() {
        return ran(Map.of("text", 7));
    }

    @Once(key = "answer")
    Collection<String> collection() {
        return ran(List.of("text"));
    }

    @Once(key = "answer")
    int[] array() {
        return ran(new int[] {7});
    }

    @Once(key = "answer")
    CompletableFuture<Void> futureOfNothing() {
        runs.incrementAndGet();
        return CompletableFuture.runAsync(() -> {});
    }

    @Once(key = "answer")
    CompletionStage<@Nullable String> stageOfReference() {
        return ran(CompletableFuture.<@Nullable String>completedFuture("text"));
    }

    @Once(key = "answer")
    CompletableFuture<Optional<String>> futureOfOptional() {
        return ran(CompletableFuture.completedFuture(Optional.of("text")));
    }

    // ---- returnOnLocked

    @Once(key = "answer", returnOnLocked = "already running")
    String text() {
        return ran("text");
    }

    @Once(key = "answer", returnOnLocked = "")
    String emptyText() {
        return ran("text");
    }

    @Once(key = "answer", returnOnLocked = "-1")
    int number() {
        return ran(7);
    }

    @Once(key = "answer", returnOnLocked = "-9000000000")
    long longNumber() {
        return ran(7L);
    }

    @Once(key = "answer", returnOnLocked = "true")
    boolean truth() {
        return ran(false);
    }

    @Once(key = "answer", returnOnLocked = "SUNDAY")
    DayOfWeek constant() {
        return ran(DayOfWeek.MONDAY);
    }

    @Once(key = "answer", returnOnLocked = "PT1M30S")
    Duration duration() {
        return ran(Duration.ZERO);
    }

    @Once(key = "answer", returnOnLocked = "-1")
    Optional<Integer> presentOptional() {
        return ran(Optional.of(7));
    }

    @Once(key = "answer", returnOnLocked = "-1")
    CompletableFuture<Integer> future() {
        return ran(CompletableFuture.completedFuture(7));
    }

    @Once(key = "answer", returnOnLocked = "busy")
    CompletionStage<String> stage() {
        return ran(CompletableFuture.completedFuture("text"));
    }

    // ---- raiseOnLocked

    @Once(key = "answer", raiseOnLocked = true)
    int raising() {
        return ran(7);
    }

    @Once(key = "answer", raiseOnLocked = true)
    void raisingNothing() {
        runs.incrementAndGet();
    }

    @Once(key = "answer", raiseOnLocked = true)
    CompletableFuture<Integer> raisingFuture() {
        return ran(CompletableFuture.completedFuture(7));
    }

    private <T> T ran(T answer) {
        runs.incrementAndGet();
        return answer;
    }
}
