/** Checks a key template against the parameters of its method. Codes 1xx, 2xx and 510. */
@NullMarked
package io.github.once4j.processor.check.key;

import org.jspecify.annotations.NullMarked;
