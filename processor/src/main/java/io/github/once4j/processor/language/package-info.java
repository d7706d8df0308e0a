/** Questions about the user's types and annotations, for all stages. Uses nothing else of the processor. */
@NullMarked
package io.github.once4j.processor.language;

import org.jspecify.annotations.NullMarked;
