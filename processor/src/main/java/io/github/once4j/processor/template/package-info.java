/** The parser of key templates: text in, tokens with their places out. Knows nothing of Java's types. */
@NullMarked
package io.github.once4j.processor.template;

import org.jspecify.annotations.NullMarked;
