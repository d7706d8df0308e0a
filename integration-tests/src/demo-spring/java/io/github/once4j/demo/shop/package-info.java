/** An application as people write them: no line of it is about the guard, but the one that tells the demo what was skipped. */
@NullMarked
package io.github.once4j.demo.shop;

import org.jspecify.annotations.NullMarked;
