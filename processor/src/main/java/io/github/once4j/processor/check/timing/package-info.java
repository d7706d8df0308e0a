/** The durations of the annotation. Codes 4xx. */
@NullMarked
package io.github.once4j.processor.check.timing;

import org.jspecify.annotations.NullMarked;
