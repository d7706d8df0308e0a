/** Types as generated code names them. */
@NullMarked
package io.github.once4j.processor.emit.type;

import org.jspecify.annotations.NullMarked;
