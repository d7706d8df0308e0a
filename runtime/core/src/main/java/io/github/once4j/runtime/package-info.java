/** The API for applications: guards, leases, listeners, exceptions. */
@NullMarked
package io.github.once4j.runtime;

import org.jspecify.annotations.NullMarked;
