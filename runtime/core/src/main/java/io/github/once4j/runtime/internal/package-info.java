/** The lock engine. Not exported: everything here may change in any version. */
@NullMarked
package io.github.once4j.runtime.internal;

import org.jspecify.annotations.NullMarked;
