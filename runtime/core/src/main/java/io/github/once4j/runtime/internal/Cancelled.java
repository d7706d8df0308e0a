package io.github.once4j.runtime.internal;

import java.util.concurrent.Flow;

/** The subscription of a call that was cancelled. */
enum Cancelled implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long n) {
        // nothing comes
    }

    @Override
    public void cancel() {
        // it is
    }
}
