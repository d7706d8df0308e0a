package io.github.once4j.reactive;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Guarded methods with Mutiny's types, whose bodies a test sets. */
@SuppressWarnings("once4j:shared-key")
abstract class MutinyFeed {
    Function<Lease, Uni<@Nullable String>> uni = lease -> Uni.createFrom().item("ran");
    Function<Lease, Multi<Integer>> multi = lease -> Multi.createFrom().range(1, 4);

    @Once(key = "uni-{id}")
    Uni<@Nullable String> item(String id, Lease lease) {
        return uni.apply(lease);
    }

    @Once(key = "uni-{id}", returnOnLocked = "busy")
    Uni<@Nullable String> valued(String id, Lease lease) {
        return uni.apply(lease);
    }

    @Once(key = "uni-{id}", raiseOnLocked = true, interruptOnLost = true)
    Uni<@Nullable String> strict(String id, Lease lease) {
        return uni.apply(lease);
    }

    @Once(key = "multi-{id}", holdAtMost = "1h")
    Multi<Integer> items(String id, Lease lease) {
        return multi.apply(lease);
    }

    @Once(key = "multi-{id}", holdAtMost = "1h", raiseOnLocked = true, interruptOnLost = true)
    Multi<Integer> strictItems(String id, Lease lease) {
        return multi.apply(lease);
    }
}
