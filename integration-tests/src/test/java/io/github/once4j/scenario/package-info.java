/** What a guarded method does, through generated classes, on each client alike. */
@NullMarked
package io.github.once4j.scenario;

import org.jspecify.annotations.NullMarked;
