/** The key template against the parameters of its method. Codes 1xx and 201 to 207. */
@NullMarked
package io.github.once4j.processor.check.key;

import org.jspecify.annotations.NullMarked;
