/** Metrics of a guard for Micrometer, which is an optional dependency. */
@NullMarked
package io.github.once4j.runtime.micrometer;

import org.jspecify.annotations.NullMarked;
