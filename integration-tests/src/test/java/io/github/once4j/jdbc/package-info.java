/** The client for databases beside what else an application does with its database. */
@NullMarked
package io.github.once4j.jdbc;

import org.jspecify.annotations.NullMarked;
