/** A Guice application with a guarded job. */
@NullMarked
package io.github.once4j.guice;

import org.jspecify.annotations.NullMarked;
