/** Guarded classes, and code that calls them, whose class files are kept of each release. */
@NullMarked
package io.github.once4j.kept;

import org.jspecify.annotations.NullMarked;
