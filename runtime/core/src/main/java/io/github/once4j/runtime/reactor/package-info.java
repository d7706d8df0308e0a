/** Guarded methods that return Reactor's {@code Mono} or {@code Flux}. Needs reactor-core. */
@NullMarked
package io.github.once4j.runtime.reactor;

import org.jspecify.annotations.NullMarked;
