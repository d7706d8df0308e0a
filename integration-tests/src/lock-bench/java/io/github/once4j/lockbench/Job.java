package io.github.once4j.lockbench;

import io.github.once4j.Once;
import java.util.concurrent.CompletableFuture;

/** What once4j guards. */
@SuppressWarnings("once4j:shared-key") // one job, called in two ways
abstract class Job {
    @Once(key = "job-{id}", returnOnLocked = "-1")
    int run(String id) {
        return Contestant.body(id);
    }

    @Once(key = "job-{id}", returnOnLocked = "-1")
    CompletableFuture<Integer> runAsync(String id) {
        return CompletableFuture.completedFuture(Contestant.body(id));
    }
}
