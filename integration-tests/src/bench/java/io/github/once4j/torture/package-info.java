/** The processor on the sources of real libraries. */
@NullMarked
package io.github.once4j.torture;

import org.jspecify.annotations.NullMarked;
