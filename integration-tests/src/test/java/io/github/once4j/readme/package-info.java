/** The examples of the README, compiled and run. */
@NullMarked
package io.github.once4j.readme;

import org.jspecify.annotations.NullMarked;
