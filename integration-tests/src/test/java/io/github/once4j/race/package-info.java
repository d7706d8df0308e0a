/** Processes that race for one key. */
@NullMarked
package io.github.once4j.race;

import org.jspecify.annotations.NullMarked;
