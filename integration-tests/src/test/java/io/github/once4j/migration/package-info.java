/** Beside another lock on one backend, while an application moves from it. */
@NullMarked
package io.github.once4j.migration;

import org.jspecify.annotations.NullMarked;
