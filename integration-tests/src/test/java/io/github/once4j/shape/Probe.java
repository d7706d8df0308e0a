package io.github.once4j.shape;

import io.github.once4j.Once;

/** The parent of an interface. */
@FunctionalInterface
interface Probe {
    @Once(key = "probe-{name}", returnOnLocked = "false")
    boolean probe(String name);
}
