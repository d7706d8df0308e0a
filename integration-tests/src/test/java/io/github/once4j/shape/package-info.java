/** All the Java that a guarded class may be written in: each shape generated, compiled and called. */
@NullMarked
package io.github.once4j.shape;

import org.jspecify.annotations.NullMarked;
