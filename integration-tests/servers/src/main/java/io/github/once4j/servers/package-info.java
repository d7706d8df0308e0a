/** For tests of clients and of programs that use once4j: the contract of a client, and a real Redis. */
@NullMarked
package io.github.once4j.servers;

import org.jspecify.annotations.NullMarked;
