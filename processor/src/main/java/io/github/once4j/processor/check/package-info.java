/** A type with {@code @Once} methods against all the rules: the order of the checks, and the options. */
@NullMarked
package io.github.once4j.processor.check;

import org.jspecify.annotations.NullMarked;
