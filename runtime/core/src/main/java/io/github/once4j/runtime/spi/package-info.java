/** What a backend implements: the client of a guard, its requests and results, and the scheduler. */
@NullMarked
package io.github.once4j.runtime.spi;

import org.jspecify.annotations.NullMarked;
