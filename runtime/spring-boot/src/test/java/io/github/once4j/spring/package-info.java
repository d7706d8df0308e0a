@NullMarked
package io.github.once4j.spring;

import org.jspecify.annotations.NullMarked;
