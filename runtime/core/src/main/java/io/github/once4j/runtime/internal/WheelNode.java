package io.github.once4j.runtime.internal;

import org.jspecify.annotations.Nullable;

/** What a {@link TimerWheel} needs of an element; its fields belong to the wheel. */
abstract class WheelNode {
    @Nullable
    WheelNode next;

    @Nullable
    WheelNode previous;

    boolean listed;
    int tick;

    /** When the sending thread has something to do. */
    abstract long dueAt();

    /** When the deadline thread has something to do. */
    abstract long deadline();

    /** The earlier of the two. */
    abstract long lookAt();

    /** Spreads the nodes over the stripes; never changes. */
    abstract int stripeHash();
}
