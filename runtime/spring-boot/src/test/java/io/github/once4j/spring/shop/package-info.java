/** An application as people write them: no line of it is about the guard. */
@NullMarked
package io.github.once4j.spring.shop;

import org.jspecify.annotations.NullMarked;
