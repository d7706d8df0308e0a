/** What the processor adds to a build. */
@NullMarked
package io.github.once4j.bench;

import org.jspecify.annotations.NullMarked;
