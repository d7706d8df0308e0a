/** Real servers for tests. */
@NullMarked
package io.github.once4j.servers;

import org.jspecify.annotations.NullMarked;
