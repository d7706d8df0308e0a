package io.github.once4j.runtime;

/** Who holds a key, since when, for how long still. */
public record LockHolder(String host) {}
