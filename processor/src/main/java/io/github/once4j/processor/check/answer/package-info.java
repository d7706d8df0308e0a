/** Checks what a locked call returns against the return type of the method. Codes 3xx. */
@NullMarked
package io.github.once4j.processor.check.answer;

import org.jspecify.annotations.NullMarked;
