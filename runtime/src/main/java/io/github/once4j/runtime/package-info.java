/** The guard that generated classes call, and its clients: in memory, and Redis through Lettuce. */
@NullMarked
package io.github.once4j.runtime;

import org.jspecify.annotations.NullMarked;
