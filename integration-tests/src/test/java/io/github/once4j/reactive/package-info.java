/** Guarded methods that return reactive types. */
@NullMarked
package io.github.once4j.reactive;

import org.jspecify.annotations.NullMarked;
