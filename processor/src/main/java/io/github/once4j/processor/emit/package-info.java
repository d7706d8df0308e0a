/** From the model to Java source: one emitter for each kind of member. */
@NullMarked
package io.github.once4j.processor.emit;

import org.jspecify.annotations.NullMarked;
