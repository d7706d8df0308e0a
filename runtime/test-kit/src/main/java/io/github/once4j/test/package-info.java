/** The test kit: a guard whose clock a test moves, and the contract of clients. */
@NullMarked
package io.github.once4j.test;

import org.jspecify.annotations.NullMarked;
