package io.github.once4j.fault;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.function.Consumer;

/** The guarded work. Always fenced, so that each history can be checked for numbers that grow. */
<<<<<<< HEAD
@SuppressWarnings("once4j:shared-key") // two ways to run under one key
=======
@SuppressWarnings("once4j:shared-key") // it is the tests that name the keys
>>>>>>> faults
abstract class Job {
    @Once(key = "{key}", raiseOnLocked = true, fenced = true)
    void run(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }

    @Once(key = "{key}", raiseOnLocked = true, fenced = true, interruptOnLost = true)
    void stoppable(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }
}
