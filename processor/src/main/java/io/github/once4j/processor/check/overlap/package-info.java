/** Whether two templates of a type can give one key. Code 208. */
@NullMarked
package io.github.once4j.processor.check.overlap;

import org.jspecify.annotations.NullMarked;
