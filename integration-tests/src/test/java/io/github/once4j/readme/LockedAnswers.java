package io.github.once4j.readme;

import io.github.once4j.Once;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a locked call answers. */
public abstract class LockedAnswers {
    // README
    @Once(key = "find-{id}")
    public Optional<String> find(String id) { // locked: Optional.empty()
        return Optional.of(id);
    }

    @Once(key = "list-{id}")
    public List<String> list(String id) { // locked: List.of()
        return List.of(id);
    }

    @Once(key = "count-{id}", returnOnLocked = "-1")
    public int count(String id) { // locked: -1
        return id.length();
    }

    @Once(key = "load-{id}", returnOnLocked = "busy")
    public CompletableFuture<String> load(String id) { // locked: completed with "busy"
        return CompletableFuture.supplyAsync(() -> id);
    }

    @Once(key = "pay-{id}", raiseOnLocked = true)
    public void pay(String id) { // locked: OnceLockedException
        find(id);
    }
    // end
}
