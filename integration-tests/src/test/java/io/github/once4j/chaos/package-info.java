/** Processes that contend for a few keys while everything around them breaks at random. */
@NullMarked
package io.github.once4j.chaos;

import org.jspecify.annotations.NullMarked;
