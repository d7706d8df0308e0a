/** The client for Redis and Valkey, through Lettuce. */
@NullMarked
package io.github.once4j.runtime.lettuce;

import org.jspecify.annotations.NullMarked;
