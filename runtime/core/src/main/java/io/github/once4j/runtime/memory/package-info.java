/** The client that keeps keys in the memory of this process. */
@NullMarked
package io.github.once4j.runtime.memory;

import org.jspecify.annotations.NullMarked;
