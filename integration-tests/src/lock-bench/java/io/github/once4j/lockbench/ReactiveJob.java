package io.github.once4j.lockbench;

import io.github.once4j.Once;
import reactor.core.publisher.Mono;

/** The guarded method of {@link ReactiveBenchmark}. */
abstract class ReactiveJob {
    @Once(key = "job-{id}", returnOnLocked = "-1")
    Mono<Integer> run(String id) {
        return Mono.fromSupplier(() -> Contestant.body(id));
    }
}
