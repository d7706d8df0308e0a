/** An application with aspects and security around its guarded methods. */
@NullMarked
package io.github.once4j.spring.vault;

import org.jspecify.annotations.NullMarked;
