/** The parser of key templates: from a text to tokens with their positions. Independent of Java types. */
@NullMarked
package io.github.once4j.processor.template;

import org.jspecify.annotations.NullMarked;
