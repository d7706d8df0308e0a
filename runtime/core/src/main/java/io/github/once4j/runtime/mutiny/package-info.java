/** Guarded methods that return Mutiny's {@code Uni} or {@code Multi}. Needs mutiny. */
@NullMarked
package io.github.once4j.runtime.mutiny;

import org.jspecify.annotations.NullMarked;
