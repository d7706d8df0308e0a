/** A Spring Boot application with a guarded job. */
@NullMarked
package io.github.once4j.spring;

import org.jspecify.annotations.NullMarked;
