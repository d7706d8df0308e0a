/** The protocol's fault matrix, row by row, against real servers behind a proxy that breaks what can break. */
@NullMarked
package io.github.once4j.fault;

import org.jspecify.annotations.NullMarked;
