/** The client for databases, through JDBC. */
@NullMarked
package io.github.once4j.runtime.jdbc;

import org.jspecify.annotations.NullMarked;
