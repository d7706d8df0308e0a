/** Whether a type can be guarded, and what its guarded class has. Codes 6xx to 8xx. */
@NullMarked
package io.github.once4j.processor.check.type;

import org.jspecify.annotations.NullMarked;
