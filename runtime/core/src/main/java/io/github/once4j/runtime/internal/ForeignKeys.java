package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.StoredLock;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Warns of keys that another program holds without an expiry: nobody may ever release them, and each call is skipped. Each key
 * is looked at once.
 */
final class ForeignKeys {
    private static final int REMEMBERED = 256;

    private final NxClient client;
    private final Executor callbacks;
    private final Set<String> seen = new LinkedHashSet<>();

    ForeignKeys(NxClient client, Executor callbacks) {
        this.client = client;
        this.callbacks = callbacks;
    }

    /** A call found a key held. */
    void found(StoredLock holder) {
        if (holder.remaining().isEmpty()
                && !TokenFormat.looksLikeOurs(holder.value())
                && isNew(Text.printable(holder.key()))) {
            Stages.whenComplete(client.holder(holder.key()), (now, thrown) -> {
                if (now != null && now.isPresent() && now.get().remaining().isEmpty()) {
                    callbacks.execute(() -> warn(now.get()));
                }
            });
        }
    }

    private synchronized boolean isNew(String key) {
        if (!seen.add(key)) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
        return true;
    }

    private static void warn(StoredLock stored) {
        Log.log(
                Level.WARNING,
                "Key `" + Text.printable(stored.key()) + "` holds `" + Text.printable(stored.value())
                        + "`, which once4j did not write, and does not expire: every call for it is skipped until it is"
                        + " deleted. Release it by force if nobody uses it.");
    }
}
