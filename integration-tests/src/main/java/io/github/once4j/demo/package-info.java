/** The demo: {@code ./mvnw -q -Pdemo -pl integration-tests -am}, or with {@code -Dredis=redis://localhost} on a Redis. */
@NullMarked
package io.github.once4j.demo;

import org.jspecify.annotations.NullMarked;
