/** Processes that contend for a few keys under random faults. */
@NullMarked
package io.github.once4j.chaos;

import org.jspecify.annotations.NullMarked;
