/** {@link io.github.once4j.Once @Once}, and the mark of the classes that are generated for it. */
@NullMarked
package io.github.once4j;

import org.jspecify.annotations.NullMarked;
