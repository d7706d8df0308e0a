package io.github.once4j.fault;

import io.github.once4j.runtime.OnceListener;

/** A listener that does nothing besides what every {@link App} notes. */
enum Quiet implements OnceListener {
    LISTENER
}
