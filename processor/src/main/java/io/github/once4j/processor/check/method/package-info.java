/** Whether a method can be guarded. Codes 5xx. */
@NullMarked
package io.github.once4j.processor.check.method;

import org.jspecify.annotations.NullMarked;
