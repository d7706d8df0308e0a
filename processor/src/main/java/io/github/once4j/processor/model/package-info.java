/** What is known of a guarded type: values that the stages hand on. */
@NullMarked
package io.github.once4j.processor.model;

import org.jspecify.annotations.NullMarked;
