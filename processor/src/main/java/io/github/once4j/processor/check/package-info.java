/** The rules: from what is written to what can be emitted, or to problems. */
@NullMarked
package io.github.once4j.processor.check;

import org.jspecify.annotations.NullMarked;
