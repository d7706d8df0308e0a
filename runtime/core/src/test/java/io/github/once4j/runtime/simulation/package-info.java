@NullMarked
package io.github.once4j.runtime.simulation;

import org.jspecify.annotations.NullMarked;
