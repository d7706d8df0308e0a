/** The Spring Boot starter: its configuration properties, and what it adds to an application. */
@NullMarked
package io.github.once4j.spring;

import org.jspecify.annotations.NullMarked;
