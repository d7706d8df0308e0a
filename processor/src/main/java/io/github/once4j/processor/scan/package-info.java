/** Reads annotated elements into the model. */
@NullMarked
package io.github.once4j.processor.scan;

import org.jspecify.annotations.NullMarked;
