/** An application with a database. */
@NullMarked
package io.github.once4j.spring.bank;

import org.jspecify.annotations.NullMarked;
