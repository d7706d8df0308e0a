/** Problems as values (code, position, fact, fix) and their text. */
@NullMarked
package io.github.once4j.processor.problem;

import org.jspecify.annotations.NullMarked;
