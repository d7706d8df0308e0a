/** What a guarded call costs, beside the least that it can cost and beside other locks: {@code ./mvnw -q -T1 -Plock-bench}. */
@NullMarked
package io.github.once4j.lockbench;

import org.jspecify.annotations.NullMarked;
