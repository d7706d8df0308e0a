/** Annotations that generated code repeats. */
@NullMarked
package io.github.once4j.processor.emit.annotation;

import org.jspecify.annotations.NullMarked;
