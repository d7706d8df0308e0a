/** The processor: rounds, and the only place that prints and writes. */
@NullMarked
package io.github.once4j.processor;

import org.jspecify.annotations.NullMarked;
