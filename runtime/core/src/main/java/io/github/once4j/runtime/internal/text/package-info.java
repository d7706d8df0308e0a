/** Text for messages and logs, for every room: printable, bounded, and encodable. Not exported. */
@NullMarked
package io.github.once4j.runtime.internal.text;

import org.jspecify.annotations.NullMarked;
