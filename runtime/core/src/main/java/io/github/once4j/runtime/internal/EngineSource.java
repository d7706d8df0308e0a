package io.github.once4j.runtime.internal;

/** A guard that a generated class can use: one of ours, not a mock. */
public interface EngineSource {
    /** The engine of the guard, as of now. */
    LockEngine engine();
}
