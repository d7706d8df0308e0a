package io.github.once4j.scenario;

/** A body that a test gives to a guarded method. */
@FunctionalInterface
interface Action {
    void run() throws Exception;
}
