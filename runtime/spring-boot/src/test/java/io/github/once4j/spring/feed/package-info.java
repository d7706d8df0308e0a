/** An application on WebFlux. */
@NullMarked
package io.github.once4j.spring.feed;

import org.jspecify.annotations.NullMarked;
