package io.github.once4j.readme;

import io.github.once4j.Once;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Work that is done once, and work that waits for its turn. */
public abstract class Webhooks {
    final List<String> handled = new CopyOnWriteArrayList<>();

    // README
    @Once(key = "webhook-{eventId}", keepAfterSuccess = "1d") // a second delivery within a day is skipped
    public void received(String eventId) {
        handled.add(eventId);
    }

    @Once(key = "account-{id}", waitAtMost = "5s", returnOnLocked = "false") // waits for its turn
    public boolean book(long id, int amount) {
        return handled.add(id + ": " + amount);
    }
    // end
}
