/** What is wrong, as values: a code, a place, a fact, a fix; and how that is printed. */
@NullMarked
package io.github.once4j.processor.problem;

import org.jspecify.annotations.NullMarked;
